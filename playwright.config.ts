import { defineConfig } from '@playwright/test'
import { chromiumArgs, findChromium } from './tests/chromium.ts'

const executablePath = findChromium()

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  // A hang guard, not a measure: the longest evening waits out a 45 s outage.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  // Much of the time is waited through (a cut of 45 s, speech in real time): beside it the rest gets done.
  workers: 2,
  // A machine that lands changes may be busy with others' work: what fails there once is tried once more, and the report calls it flaky.
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list']],
  use: {
    viewport: { width: 360, height: 740 },
    locale: 'en-GB',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [...chromiumArgs, '--autoplay-policy=no-user-gesture-required'],
    },
  },
})
