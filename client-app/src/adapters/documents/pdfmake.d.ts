/** The printer of PDF, as far as it is used here: the declarations that others publish for it drag a browser's types in. */
declare module 'pdfmake' {
  /** A font's file; of a collection of fonts, the file and the name of one. */
  type Font = string | [file: string, name: string];
  interface Printed {
    getBuffer(): Promise<Buffer>;
  }
  interface Printer {
    setFonts(fonts: Readonly<Record<string, { readonly normal: Font; readonly bold: Font }>>): void;
    /** Which addresses may be fetched. */
    setUrlAccessPolicy(mayFetch: (url: string) => boolean): void;
    /** Which files may be read. */
    setLocalAccessPolicy(mayRead: (path: string) => boolean): void;
    createPdf(definition: object): Printed;
  }
  const printer: Printer;
  export default printer;
}
