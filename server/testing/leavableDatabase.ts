import type { Db } from '../database/openDatabase.ts';

/** As Postgres says it to a connection that it ends. */
export const SERVER_CLOSED = Object.assign(new Error('The server closed the connection.'), { code: '57P01' });

/** A database of which the same opening is away in between, for the parts that are given it. */
export function leavableDatabase(db: Db) {
  let isAway = false;
  return {
    db: new Proxy(db, {
      get: (target, name, receiver) => {
        if (isAway) throw SERVER_CLOSED;
        return Reflect.get(target, name, receiver);
      },
    }),
    /** What was prepared before it left is for whoever prepared it to hold back. */
    isAway: () => isAway,
    leave: () => {
      isAway = true;
    },
    comeBack: () => {
      isAway = false;
    },
  };
}
