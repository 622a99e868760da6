import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

let keepShared: (request: Request) => Promise<Response>
const kept = new Map<string, Response>()
let full = false

beforeAll(async () => {
  vi.stubGlobal('self', Object.assign(new EventTarget(), { location: { href: 'http://127.0.0.1/sw.js' } }))
  vi.stubGlobal('location', { href: 'http://127.0.0.1/sw.js', origin: 'http://127.0.0.1' })
  vi.stubGlobal('caches', {
    open: async () => ({
      put: async (path: string, response: Response) => {
        if (full) throw new DOMException('no room', 'QuotaExceededError')
        kept.set(path, response)
      },
    }),
  })
  ;({ keepShared } = await import('./share.ts'))
})
beforeEach(() => {
  kept.clear()
  full = false
})

const shared = (fields: Record<string, string | File>): Request => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return new Request('http://127.0.0.1/share', { method: 'POST', body })
}
const landing = async (request: Request) => {
  const { status, headers } = await keepShared(request)
  return `${status} ${headers.get('location')}`
}

describe('the share target', () => {
  it('keeps the file for the page, unread, and leads there', async () => {
    expect(await landing(shared({ pack: new File(['PK…'], 'پیک.html', { type: 'text/html' }) }))).toBe(
      '303 /packs?shared',
    )
    const response = kept.get('/packs/shared-file')
    expect(await response?.text()).toBe('PK…')
    expect(decodeURIComponent(response?.headers.get('x-file-name') ?? '')).toBe('پیک.html')
    // Whatever it is, it is never a page of this origin.
    expect(response?.headers.get('content-type')).toBe('application/octet-stream')
  })

  it('keeps what a courier sends, however many texts, for the place of donations', async () => {
    const body = new FormData()
    for (const text of ['sada-donation:1:…', 'sada-receipt:1:…'])
      body.append('letters', new File([text], 'رسید.txt', { type: 'text/plain' }))
    expect(await landing(new Request('http://127.0.0.1/share', { method: 'POST', body }))).toBe(
      '303 /give?shared',
    )
    expect(await kept.get('/give/shared-letters')?.text()).toBe('sada-donation:1:…\nsada-receipt:1:…\n')
    expect([...kept.keys()]).toEqual(['/give/shared-letters'])
  })

  it('says so where there is no room, no file or no form', async () => {
    full = true
    expect(await landing(shared({ pack: new File(['x'], 'x.html') }))).toBe('303 /packs?shared=failed')
    expect(await landing(shared({ letters: new File(['x'], 'x.txt') }))).toBe('303 /give?shared=failed')
    full = false
    expect(await landing(shared({ pack: 'text' }))).toBe('303 /packs?shared=failed')
    expect(await landing(new Request('http://127.0.0.1/share', { method: 'POST', body: 'x' }))).toBe(
      '303 /packs?shared=failed',
    )
    expect(kept.size).toBe(0)
  })
})
