import type { Language } from '../../src/shared/language.ts'
import type { Driver, Launch } from './driver.ts'
import { launchFirefox, missingFirefox } from './firefox.ts'
import {
  launchPrivateWebKit,
  launchWebKit,
  launchWebKitWithoutCodecs,
  missingPrivateWebKit,
  missingWebKit,
} from './webkit.ts'

/** A browser the journeys are made in. */
export interface Engine {
  /** For file names and the command line. */
  readonly key: string
  /** As a person would call it. */
  readonly title: string
  /** Debian packages it needs here. */
  readonly packages: readonly string[]
  /** `null`, or what is not there. */
  missing(): string | null
  /** Whether it finds again what it kept when it is closed and opened. */
  readonly keeps: boolean
  readonly languages: readonly Language[]
  /** The journeys that tell anything new about it; absent: all of them. */
  readonly journeys?: readonly string[]
  launch(launch: Launch): Promise<Driver>
}

/** H.264 and AAC come to both browsers by the same Debian package. */
const codecs = ['gstreamer1.0-libav', 'gstreamer1.0-plugins-bad']
const webkit = ['webkit2gtk-driver', 'xvfb', ...codecs]

export const engines: readonly Engine[] = [
  {
    key: 'firefox',
    title: 'Firefox',
    packages: ['firefox-esr', ...codecs],
    missing: missingFirefox,
    keeps: true,
    languages: ['en', 'ur'],
    launch: launchFirefox,
  },
  {
    key: 'webkit',
    title: 'WebKit',
    packages: [...webkit, 'gjs', 'gir1.2-webkit2-4.1'],
    missing: missingWebKit,
    keeps: true,
    languages: ['en', 'ur'],
    launch: launchWebKit,
  },
  {
    key: 'webkit-private',
    title: 'WebKit, private window',
    packages: webkit,
    missing: missingPrivateWebKit,
    keeps: false,
    languages: ['en'],
    launch: launchPrivateWebKit,
  },
  {
    key: 'webkit-no-codecs',
    title: 'WebKit, no codecs',
    packages: [...webkit, 'gjs', 'gir1.2-webkit2-4.1'],
    missing: missingWebKit,
    keeps: true,
    languages: ['en'],
    journeys: ['first visit', 'recordings', 'what it lacks'],
    launch: launchWebKitWithoutCodecs,
  },
]
