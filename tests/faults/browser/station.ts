import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Giving } from '../../../src/shared/giving.ts'
import type { PublicKey } from '../../../src/shared/signature.ts'
import { createEveningServer, type EveningServer } from '../../e2e/evening-server.ts'
import { ownChromium } from '../../e2e/own-chromium.ts'
import { createFaultProxy, type FaultProxy } from './fault-proxy.ts'
import { createPhone, type Phone } from './phone.ts'

/** What schedules share, one after the other: a gateway in its process, the proxy before it, and a phone on which the app is installed. */
export interface Station {
  gateway: EveningServer
  proxy: FaultProxy
  gatewayKeys: readonly PublicKey[]
  /** On which the app is installed, ready offline, and nothing given yet; one that was given back, or a fresh one. */
  takePhone(): Phone
  /** For the next schedule. */
  giveBack(phone: Phone): void
  close(): Promise<void>
}

/** Of a profile, what is made anew by every start and is of no origin. */
const dispensable = /^(GraphiteDawnCache|GrShaderCache|ShaderCache|DawnGraphiteCache|DawnWebGPUCache|GPUCache|Crashpad|component_crx_cache|Safe Browsing|BrowserMetrics.*|Singleton.*|DevToolsActivePort)$/ // biome-ignore format: one line

/** Visits once, as a person does, and leaves the browser as it is closed. @returns the profile */
const install = async (address: string): Promise<string> => {
  const chromium = ownChromium()
  const page = await chromium.start()
  // Words only: what is watched and looked at is not what is at stake here, and would be copied for every schedule.
  await page.addInitScript(() =>
    localStorage.setItem('sada-sync', '{"without":["image","audio","video"],"declined":[]}'),
  )
  await page.goto(`${address}/give`)
  await page.locator('.app-status[data-ready="true"]').waitFor({ timeout: 90_000 })
  await chromium.close()
  return chromium.profile
}

export const openStation = async (): Promise<Station> => {
  const gateway = await createEveningServer()
  await gateway.start()
  const proxy = await createFaultProxy(() => gateway.port)
  const template = await install(proxy.address)
  const giving = await fetch(`${gateway.address}/edition/giving.json`)
  const { gatewayKeys } = (await giving.json()) as Giving
  const freshProfile = () => {
    const profile = mkdtempSync(join(tmpdir(), 'sada-faults-'))
    cpSync(template, profile, {
      recursive: true,
      filter: (path) => !dispensable.test(path.split('/').pop() ?? ''),
    })
    return profile
  }
  let spare: Phone | null = null
  return {
    gateway,
    proxy,
    gatewayKeys,
    takePhone() {
      const phone = spare ?? createPhone(proxy.address, freshProfile())
      spare = null
      return phone
    },
    giveBack(phone) {
      spare = phone
    },
    async close() {
      await spare?.remove()
      await proxy.close()
      await gateway.remove()
      rmSync(template, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
