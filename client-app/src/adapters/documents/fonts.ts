import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A font in a file; in a collection of several, the name of the one that is meant. */
export type FontSource = string | [file: string, name: string];

/** The two weights that papers are printed in. */
export interface PaperFonts {
  readonly normal: FontSource;
  readonly bold: FontSource;
  /** Whether it has Chinese characters. */
  readonly hasChinese: boolean;
}

const NOTO = '/usr/share/fonts/opentype/noto/NotoSansCJK';
const ZENHEI: FontSource = ['/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc', 'WenQuanYiZenHei'];
const MICROHEI: FontSource = ['/usr/share/fonts/truetype/wqy/wqy-microhei.ttc', 'WenQuanYiMicroHei'];

/** Where Debian puts fonts with Chinese characters: packages fonts-noto-cjk, fonts-wqy-zenhei and fonts-wqy-microhei. */
const CHINESE: readonly PaperFonts[] = [
  {
    normal: [`${NOTO}-Regular.ttc`, 'NotoSansCJKsc-Regular'],
    bold: [`${NOTO}-Bold.ttc`, 'NotoSansCJKsc-Bold'],
    hasChinese: true,
  },
  { normal: ZENHEI, bold: ZENHEI, hasChinese: true },
  { normal: MICROHEI, bold: MICROHEI, hasChinese: true },
];

const fileOf = (source: FontSource): string => (typeof source === 'string' ? source : source[0]);

/** The first font with Chinese characters that this machine has, else the one that comes with the printer, without them. */
export function paperFonts(candidates: readonly PaperFonts[] = CHINESE): PaperFonts {
  const found = candidates.find(({ normal, bold }) => existsSync(fileOf(normal)) && existsSync(fileOf(bold)));
  return found ?? latinFonts();
}

function latinFonts(): PaperFonts {
  const folder = join(dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto');
  return { normal: join(folder, 'Roboto-Regular.ttf'), bold: join(folder, 'Roboto-Medium.ttf'), hasChinese: false };
}

/** The files that a font is read from. */
export const filesOf = ({ normal, bold }: PaperFonts): readonly string[] => [fileOf(normal), fileOf(bold)];
