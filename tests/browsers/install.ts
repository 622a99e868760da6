import { onPath, tryRun } from '../chromium.ts'
import type { Engine } from './engines.ts'

/** Sees to it that a browser is here: Debian's packages when root. @throws Error what to install, where neither works */
export const ensureEngine = (engine: Engine): void => {
  if (!engine.missing()) return
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    tryRun('apt-get', ['update', '-qq'])
    tryRun('apt-get', [
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      ...engine.packages,
      'fonts-noto-core',
    ])
  }
  const missing = engine.missing()
  if (!missing) return
  throw new Error(
    `${engine.title} cannot be tested: ${missing} is not here. On Debian or Ubuntu: ` +
      `"apt-get install --no-install-recommends ${engine.packages.join(' ')}" (as root this command does it by itself).`,
  )
}
