/** Must equal the height of `.entry` in the style sheet: only rows in view are drawn. */
export const ROW_HEIGHT = 54;
