/** Server errors that say that this account may not see something. */
export const deniedErrors: readonly number[] = [1044, 1045, 1142, 1143, 1227];

/** Server errors that say that this server has no such table, column, variable or statement. */
export const absentErrors: readonly number[] = [1049, 1054, 1064, 1109, 1146, 1193];

/** SHOW BINARY LOGS without a binary log (ER_NO_BINARY_LOGGING). */
export const noBinaryLogError = 1381;
