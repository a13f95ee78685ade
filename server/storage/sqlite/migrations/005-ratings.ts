import type { Migration } from '../migrate.ts';

/**
 * Read models over the log, except `rating_hidden`: players who are no longer shown, which a rebuild keeps.
 * `rating_buckets` counts the shown players of a ladder by whole rating points, so that a rank need not count players
 * one by one; triggers keep it in the same transaction.
 */
export const ratings: Migration = {
  id: 5,
  name: 'ratings',
  sql: `
    CREATE TABLE rated_games (
      game TEXT PRIMARY KEY,
      ladder TEXT NOT NULL,
      position INTEGER NOT NULL,
      at INTEGER NOT NULL,
      changes TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE rating_history (
      player TEXT NOT NULL,
      ladder TEXT NOT NULL,
      position INTEGER NOT NULL,
      game TEXT NOT NULL,
      at INTEGER NOT NULL,
      before REAL NOT NULL,
      after REAL NOT NULL,
      PRIMARY KEY (player, ladder, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE ratings (
      player TEXT NOT NULL,
      ladder TEXT NOT NULL,
      rating REAL NOT NULL,
      games INTEGER NOT NULL,
      wins INTEGER NOT NULL,
      draws INTEGER NOT NULL,
      losses INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      position INTEGER NOT NULL,
      hidden INTEGER NOT NULL,
      PRIMARY KEY (player, ladder)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ratings_board ON ratings (ladder, rating DESC, player) WHERE hidden = 0;

    CREATE TABLE rating_hidden (player TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

    CREATE TABLE rating_buckets (
      ladder TEXT NOT NULL,
      bucket INTEGER NOT NULL,
      players INTEGER NOT NULL,
      PRIMARY KEY (ladder, bucket)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER ratings_in AFTER INSERT ON ratings WHEN NEW.hidden = 0 BEGIN
      INSERT INTO rating_buckets VALUES (NEW.ladder, CAST(NEW.rating AS INTEGER), 1)
      ON CONFLICT DO UPDATE SET players = players + 1;
    END;
    CREATE TRIGGER ratings_moved_out AFTER UPDATE OF rating, hidden ON ratings WHEN OLD.hidden = 0 BEGIN
      UPDATE rating_buckets SET players = players - 1
      WHERE ladder = OLD.ladder AND bucket = CAST(OLD.rating AS INTEGER);
    END;
    CREATE TRIGGER ratings_moved_in AFTER UPDATE OF rating, hidden ON ratings WHEN NEW.hidden = 0 BEGIN
      INSERT INTO rating_buckets VALUES (NEW.ladder, CAST(NEW.rating AS INTEGER), 1)
      ON CONFLICT DO UPDATE SET players = players + 1;
    END;
    CREATE TRIGGER ratings_out AFTER DELETE ON ratings WHEN OLD.hidden = 0 BEGIN
      UPDATE rating_buckets SET players = players - 1
      WHERE ladder = OLD.ladder AND bucket = CAST(OLD.rating AS INTEGER);
    END;
  `,
};
