import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onPath, tryRun } from './chromium.ts'

/** Debian keeps the server's programs off the path, one folder a version. */
const debian = '/usr/lib/postgresql'

/** Folder of `initdb` and `postgres`: `POSTGRES_BIN`, the path's, or Debian's newest; `null` where there is none. */
export const findPostgres = (): string | null => {
  const named = process.env['POSTGRES_BIN']
  if (named) {
    if (!existsSync(join(named, 'initdb')))
      throw new Error(`POSTGRES_BIN names ${named}, which has no initdb.`)
    return named
  }
  const initdb = onPath('initdb')
  // A link leads to where the server's other programs are as well.
  if (initdb) return dirname(realpathSync(initdb))
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : []
  const bins = versions.map((version) => join(debian, version, 'bin'))
  return bins.find((bin) => existsSync(join(bin, 'initdb'))) ?? null
}

/** Said where the tests on PostgreSQL are left out. */
export const postgresMissing =
  'PostgreSQL IS MISSING: the gateway is tested on SQLite only. Install it (Debian/Ubuntu: "apt-get install postgresql"), ' +
  'or set POSTGRES_BIN to the folder of initdb.'

/** Finds PostgreSQL, or installs Debian's package when root; `null`, loudly, where neither works. */
export const ensurePostgres = (): string | null => {
  const found = findPostgres()
  if (found) return found
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    tryRun('apt-get', ['update', '-qq'])
    tryRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'])
  }
  const installed = findPostgres()
  if (!installed) console.error(postgresMissing)
  return installed
}
