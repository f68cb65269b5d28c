/** The language of a page: of a view, or of a report. */
export interface PageLanguage {
  /** BCP 47 tag. */
  readonly lang: string;
  /** The strings in that language, by the English ones; none where it is English. */
  readonly translations: Readonly<Record<string, string>>;
}

export const ENGLISH: PageLanguage = { lang: 'en', translations: {} };

/** The id of the element of a page that holds the translations, in JSON. */
export const TRANSLATIONS_ID = 'translations';
