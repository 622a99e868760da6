import { readFileSync } from 'node:fs'
import type { Browser, CDPSession, Page } from '@playwright/test'

/** Bytes: JavaScript's own heap, and everything the page's process has in memory (array buffers and garbage among it). */
export interface Memory {
  heap: number
  process: number
}

const residentOf = (pid: number): number => {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kilobytes ?? 0) * 1024
  } catch {
    return 0 // Gone meanwhile.
  }
}

const look = async (wire: CDPSession, root: CDPSession): Promise<Memory> => {
  const { metrics } = await wire.send('Performance.getMetrics')
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0
  const { processInfo } = await root.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentOf(id))
  return { heap, process: Math.max(0, ...renderers) }
}

/** Runs `work` and tells how far memory rose over idle, looked at twenty times a second. */
export const peakDuring = async (
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<Memory> => {
  const wire = await page.context().newCDPSession(page)
  const root = await browser.newBrowserCDPSession()
  await wire.send('Performance.enable')
  await wire.send('HeapProfiler.collectGarbage')
  const idle = await look(wire, root)
  const peak = { ...idle }
  let running = true
  const watching = (async () => {
    while (running) {
      const now = await look(wire, root)
      peak.heap = Math.max(peak.heap, now.heap)
      peak.process = Math.max(peak.process, now.process)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  try {
    await work()
  } finally {
    running = false
    await watching
  }
  return { heap: peak.heap - idle.heap, process: peak.process - idle.process }
}
