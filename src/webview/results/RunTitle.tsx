interface RunTitleProps {
  readonly title: string;
}

/** The title of a run. Names of files in it break before their endings where there is little room. */
export function RunTitle({ title }: RunTitleProps) {
  return <>{title.split('.').flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, `.${part}`]))}</>;
}
