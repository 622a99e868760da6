import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Path of a command, or `null`. */
export const onPath = (command: string): string | null => {
  const found = spawnSync('which', [command], { encoding: 'utf8' })
  return found.status === 0 ? found.stdout.trim() : null
}

/** Path of a Chromium: `CHROMIUM_PATH`, the system's, or Playwright's own; `null` where there is none. */
export const findChromium = (): string | null => {
  const named = process.env['CHROMIUM_PATH']
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`)
    return named
  }
  for (const command of commands) {
    const path = onPath(command)
    if (path) return path
  }
  const own = chromium.executablePath()
  return own && existsSync(own) ? own : null
}

const howTo =
  'No Chromium was found and none could be installed. Install one (Debian/Ubuntu: "apt-get install chromium"; ' +
  'elsewhere: "npx playwright install chromium"), or set CHROMIUM_PATH to the one you have.'

/** Runs a command as if typed; whether it went well. */
export const tryRun = (command: string, args: string[]): boolean => {
  try {
    execFileSync(command, args, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    return true
  } catch {
    return false
  }
}

/** Finds a Chromium, or installs one: Debian's package when root, else Playwright's build. Throws what to do where neither works. */
export const ensureChromium = (): string => {
  const found = findChromium()
  if (found) return found
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    tryRun('apt-get', ['update', '-qq'])
    // An Arabic-script font too: the screenshots are looked at, and Urdu in boxes tells nothing.
    tryRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core'])
  } else {
    tryRun('npx', ['playwright', 'install', 'chromium'])
  }
  const installed = findChromium()
  if (!installed) throw new Error(howTo)
  return installed
}

/** Flags for an unattended Chromium that talks to loopback only. */
export const chromiumArgs = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
