import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { onPath } from '../chromium.ts'
import { freePort } from '../e2e/evening-server.ts'
import type { Driver, Launch } from './driver.ts'
import { begin, type Program } from './process.ts'
import { classicDriver, connectWebDriver, type WebDriver } from './webdriver.ts'

const script = join(import.meta.dirname, 'webkit-window.js')
/** Where distributions put the driver's own window; no package puts it on the path. */
const miniBrowsers = ['/usr/lib*/*/webkit2gtk-4.*/MiniBrowser', '/usr/libexec/webkit2gtk-4.*/MiniBrowser']
const miniBrowser = (): string | null => globSync(miniBrowsers)[0] ?? null

const missingDriver = (): string | null =>
  ['WebKitWebDriver', 'Xvfb'].find((command) => !onPath(command)) ?? null

/** What is not there of WebKit in an ordinary window, or `null`. */
export const missingWebKit = (): string | null => {
  const load = "imports.gi.versions.WebKit2 = '4.1'; imports.gi.WebKit2"
  return missingDriver() ?? (spawnSync('gjs', ['-c', load]).status === 0 ? null : 'gjs with WebKit2 4.1')
}
/** The same for its private window. */
export const missingPrivateWebKit = (): string | null =>
  missingDriver() ?? (miniBrowser() ? null : 'MiniBrowser')

/** A screen nobody sees: WebKitGTK has no headless mode. */
const openScreen = async (): Promise<{ screen: Program; display: string }> => {
  const screen = begin('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'])
  const [, number] = await screen.says(/^(\d+)$/m)
  return { screen, display: `:${number}` }
}

/** Resolves once the driver answers; it prints nothing that would say so. */
const answering = async (wire: WebDriver): Promise<void> => {
  for (let tries = 0; ; tries++) {
    try {
      await wire.get('/status')
      return
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** Everything such a program would look for at home is looked for in `home`, so that a run leaves and finds nothing. */
const environment = (home: string, display: string): NodeJS.ProcessEnv => {
  const folder = (name: string) => {
    const path = join(home, name)
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return path
  }
  return {
    ...process.env,
    DISPLAY: display,
    HOME: home,
    XDG_RUNTIME_DIR: folder('run'),
    XDG_DATA_HOME: folder('share'),
    XDG_CACHE_HOME: folder('cache'),
    XDG_CONFIG_HOME: folder('config'),
    NO_AT_BRIDGE: '1',
    GIO_USE_VFS: 'local',
  }
}

const launch = async (
  home: string,
  binary: string,
  args: string[],
  extra: NodeJS.ProcessEnv = {},
): Promise<Driver> => {
  const { screen, display } = await openScreen()
  const port = await freePort()
  const env = { ...environment(home, display), ...extra }
  const driver = begin('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], env)
  const end = async () => {
    await driver.end()
    await screen.end()
  }
  try {
    const wire = connectWebDriver(`http://127.0.0.1:${port}`)
    await answering(wire)
    return await classicDriver(wire, { 'webkitgtk:browserOptions': { binary, args } }, end)
  } catch (error) {
    await end()
    throw error
  }
}

/** WebKitGTK as an ordinary browser: what is kept is kept in the profile. */
export const launchWebKit = ({ profile, downloads, languages }: Launch): Promise<Driver> =>
  launch(profile, onPath('gjs') ?? 'gjs', ['-m', script, profile, downloads, languages])

/** The driver's own MiniBrowser, which is a private window while it is driven: nothing outlives it. */
export const launchPrivateWebKit = ({ profile }: Launch): Promise<Driver> =>
  launch(profile, miniBrowser() ?? 'MiniBrowser', ['--automation'])

/** Decoders and parsers that GStreamer is told not to use: a WebKit as it is without patented codecs. */
const codecs = [
  'avdec_h264',
  'avdec_aac',
  'avdec_aac_fixed',
  'avdec_aac_latm',
  'openh264dec',
  'h264parse',
  'fdkaacdec',
  'faad',
]

/** WebKitGTK on a system that has neither H.264 nor AAC. */
export const launchWebKitWithoutCodecs = ({ profile, downloads, languages }: Launch): Promise<Driver> =>
  launch(profile, onPath('gjs') ?? 'gjs', ['-m', script, profile, downloads, languages], {
    GST_PLUGIN_FEATURE_RANK: codecs.map((name) => `${name}:NONE`).join(','),
  })
