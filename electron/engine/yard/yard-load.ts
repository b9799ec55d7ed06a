/** Tables of the yard's schema; made through the master, so that replication brings them to the others. */
export const yardTables: readonly string[] = [
  'CREATE TABLE IF NOT EXISTS yard.arrivals (name VARCHAR(32) PRIMARY KEY, token VARCHAR(64) NOT NULL) ENGINE=InnoDB',
  'CREATE TABLE IF NOT EXISTS yard.orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, placed_at DATETIME NOT NULL,' +
    ' item VARCHAR(32) NOT NULL, amount INT NOT NULL, KEY by_time (placed_at)) ENGINE=InnoDB',
  'CREATE TABLE IF NOT EXISTS yard.totals (name VARCHAR(32) PRIMARY KEY, n BIGINT NOT NULL) ENGINE=InnoDB',
  "INSERT IGNORE INTO yard.totals (name, n) VALUES ('orders', 0)",
];

/**
 * The steady write load: an order a second, counted, the old ones removed. A scheduled event needs no process of ours
 * and moves with the master's role: replication brings it to the slaves disabled.
 * To be created by the application account, which then is its definer and is stopped by read_only.
 */
export const yardLoad: readonly string[] = [
  'CREATE EVENT IF NOT EXISTS yard.traffic ON SCHEDULE EVERY 1 SECOND DO BEGIN' +
    " INSERT INTO yard.orders (placed_at, item, amount) VALUES (NOW(), ELT(1 + (UNIX_TIMESTAMP() % 4), 'coal', 'timber', 'steel', 'mail'), 1 + (UNIX_TIMESTAMP() % 9));" +
    " UPDATE yard.totals SET n = n + 1 WHERE name = 'orders';" +
    ' DELETE FROM yard.orders WHERE placed_at < NOW() - INTERVAL 1 HOUR;' +
    ' END',
];
