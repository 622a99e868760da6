import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { chromiumArgs, ensureChromium } from '../chromium.ts'

/** A Chromium that is started here, so that it can be killed as a phone kills it: at once, with nothing said to the page. */
export interface OwnChromium {
  /** Begins where the last one ended: the same profile, the same storage. */
  start(): Promise<Page>
  /** The same without Playwright, which has every page believe that it is in front. @returns the port of its DevTools */
  launch(): Promise<number>
  /** Ends it as a person does: it writes what it remembers. Waits until it is gone. */
  close(): Promise<void>
  /** Its folder on the disk. */
  readonly profile: string
  /** SIGKILL to the process that was started here and to its children. Waits until it is gone. */
  kill(): Promise<void>
  /** Ends it and forgets the profile. */
  remove(): Promise<void>
}

const portOf = async (profile: string, child: ChildProcess): Promise<number> => {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`Chromium ended with ${child.exitCode}`)
    try {
      const port = Number(readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0])
      // The file is there before it is written.
      if (port > 0) return port
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('Chromium did not start within 30 s')
}

/** SIGKILL to a whole process group; one that is gone is no fault. */
const killGroup = (leader: ChildProcess): void => {
  try {
    if (leader.pid !== undefined) process.kill(-leader.pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}

/**
 * @param flags more of them
 * @param profile folder to begin with; default: an empty one
 */
export const ownChromium = (
  flags: readonly string[] = [],
  profile: string = mkdtempSync(join(tmpdir(), 'sada-chromium-')),
): OwnChromium => {
  let child: ChildProcess | null = null
  let browser: Browser | null = null
  const kill = async () => {
    const dying = child
    child = null
    if (dying && dying.exitCode === null && dying.signalCode === null) {
      const gone = once(dying, 'exit')
      killGroup(dying)
      await gone
    }
    await browser?.close().catch(() => undefined)
    browser = null
  }
  const close = async () => {
    const ending = child
    const tools = await browser?.newBrowserCDPSession()
    if (!ending || !tools) return
    const gone = once(ending, 'exit')
    // It is gone before it answers.
    await tools.send('Browser.close').catch(() => undefined)
    await gone
    child = null
    browser = null
  }
  return {
    close,
    profile,
    kill,
    async launch() {
      rmSync(join(profile, 'DevToolsActivePort'), { force: true })
      // A killed browser leaves its lock; there is no other on this profile.
      rmSync(join(profile, 'SingletonLock'), { force: true })
      child = spawn(
        ensureChromium(),
        [
          ...chromiumArgs,
          '--headless=new',
          '--remote-debugging-port=0',
          `--user-data-dir=${profile}`,
          '--lang=en-GB',
          ...flags,
          'about:blank',
        ],
        // A group of its own, so that it can be killed whole.
        { stdio: 'ignore', detached: true },
      )
      const started = child
      const orphaned = () => killGroup(started)
      process.once('exit', orphaned)
      started.once('exit', () => process.off('exit', orphaned))
      return portOf(profile, child)
    },
    async start() {
      browser = await chromium.connectOverCDP(`http://127.0.0.1:${await this.launch()}`)
      const [context] = browser.contexts()
      if (!context) throw new Error('Chromium has no window')
      return context.pages()[0] ?? context.newPage()
    },
    async remove() {
      await kill()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
