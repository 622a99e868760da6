import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onPath } from '../chromium.ts'
import { bidiDriver, connectBidi } from './bidi.ts'
import type { Driver, Launch } from './driver.ts'
import { begin } from './process.ts'

/** What a person's Firefox would not say by itself, and where things go; everything else is as it is shipped. */
const preferences = (downloads: string, languages: string) => ({
  'intl.accept_languages': languages,
  'browser.download.folderList': 2,
  'browser.download.dir': downloads,
  'browser.download.always_ask_before_handling_new_types': false,
  'browser.download.useDownloadDir': true,
  // Loopback only: nothing is asked of anybody else.
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
})

const find = (): string | null => process.env['FIREFOX_PATH'] ?? onPath('firefox-esr') ?? onPath('firefox')

/** What is not there of it, or `null`. */
export const missingFirefox = (): string | null => (find() ? null : 'Firefox')

/** Firefox, headless, by BiDi, which it speaks itself. */
export const launchFirefox = async ({ profile, downloads, languages }: Launch): Promise<Driver> => {
  mkdirSync(profile, { recursive: true })
  const lines = Object.entries(preferences(downloads, languages)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  )
  writeFileSync(join(profile, 'user.js'), lines.join(''))
  const args = [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port',
    '0',
    'about:blank',
  ]
  const program = begin(find() ?? 'firefox', args, {
    ...process.env,
    HOME: profile,
    MOZ_CRASHREPORTER_DISABLE: '1',
  })
  const [, address] = await program.says(/WebDriver BiDi listening on (ws:\/\/[^\s]+)/, 60)
  return bidiDriver(await connectBidi(address ?? ''), program.end)
}
