import type { DocumentWriter, Language, Paper } from '../../ports/documents';
import { phrase } from './phrases';

/** The language in which a paper can be printed here: without a font for it there is no Chinese. */
export function printedLanguage(writer: DocumentWriter, wanted: Language): Language {
  return writer.printsChinese ? wanted : 'en';
}

/** Prints a paper; where no font with Chinese characters is installed the paper says so itself. */
export function printed(writer: DocumentWriter, paper: Paper): Promise<Uint8Array> {
  return writer.pdf(writer.printsChinese ? paper : { ...paper, notes: [...paper.notes, phrase('noFont', 'en')] });
}
