/** A picture of a chart in each form that it can be saved in. */
export interface ChartPicture {
  /** What it shows, for the name of the file. */
  readonly title: string;
  readonly svg: Readonly<Record<PictureTheme, string>>;
  /** In base64. */
  readonly png: Readonly<Record<PictureTheme, string>>;
}

export const PICTURE_THEMES = ['light', 'dark'] as const;
export type PictureTheme = (typeof PICTURE_THEMES)[number];
