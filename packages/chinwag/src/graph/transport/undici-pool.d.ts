// The whole of undici takes 70 ms to load, its pool 24; only the whole is typed.
declare module 'undici/lib/dispatcher/pool.js' {
  import type { Pool } from 'undici';

  const pool: typeof Pool;
  export default pool;
}
