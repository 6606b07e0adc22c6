/** The largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;
/** The most rows of a file, lines above the header among them. */
export const MAX_ROWS = 1_000_000;
/** The most columns of a row. */
export const MAX_COLUMNS = 500;
/** The most characters of a field. */
export const MAX_FIELD_CHARACTERS = 10_000;
/** The most characters of a party's name. */
export const MAX_NAME_CHARACTERS = 200;
/** How many refused rows are told one by one; beyond it they are counted. */
export const MAX_REFUSED_TOLD = 1_000;
/** How many characters of a refused value are told. */
export const MAX_VALUE_TOLD = 80;
/** How many rows from the top may be searched for the header. */
export const MAX_ROWS_ABOVE_DATA = 50;
/** How many characters from the top are parsed to find separator and header. */
export const MAX_HEAD_CHARACTERS = 1_000_000;
/** The most days of payment terms. */
export const MAX_TERM_DAYS = 3_650;
/** The largest mapping file, in characters. */
export const MAX_MAPPING_CHARACTERS = 100_000;
