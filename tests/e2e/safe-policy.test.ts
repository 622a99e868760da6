import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { permissionsPolicy } from '../../src/gateway/headers.ts'
import { type Listener, listen } from './listener.ts'
import { createWorld, ready, type World } from './shell-world.ts'

let world: World
let foreign: Listener

test.beforeAll(async () => {
  world = await createWorld()
  foreign = await listen()
})
test.afterAll(async () => {
  await world.remove()
  await foreign.close()
})

interface Violation {
  directive: string
  blocked: string
}
declare const violations: Violation[]

/** Keeps every violation the browser reports, from before the page's first byte on. */
const watch = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const seen: Violation[] = []
    Object.assign(globalThis, { violations: seen })
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      seen.push({ directive: effectiveDirective, blocked: blockedURI }),
    )
  })
const reported = (page: Page): Promise<Violation[]> => page.evaluate(() => violations)

test('every page and the worker come with the policy', async () => {
  const html = { accept: 'text/html' }
  for (const path of ['/', '/index.html', '/watch', '/read/schools', '/give', '/packs', '/phone', '/sw.js']) {
    const { headers } = await fetch(world.address + path, { headers: html })
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /)
    expect(policy).not.toMatch(/unsafe|data:|https?:|\*/)
    for (const closed of ['base-uri', 'form-action', 'frame-ancestors'])
      expect(policy).toContain(`${closed} 'none'`)
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types sada-worker")
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    const permissions = { '/index.html': permissionsPolicy.kept, '/sw.js': null }[path]
    expect(headers.get('permissions-policy')).toBe(
      permissions === undefined ? permissionsPolicy.first : permissions,
    )
  }
})

test('nothing is left to a page that would ask or watch a person', async ({ page }) => {
  const warnings: string[] = []
  page.on('console', (message) => warnings.push(message.text()))
  await page.goto(world.address)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  // Builds without Web Bluetooth (Debian's) do not know its name; phones have it.
  const unknown = warnings.filter((text) => /Permissions-Policy|Unrecognized feature/i.test(text))
  expect(unknown.filter((text) => !text.includes("'bluetooth'"))).toEqual([])
  const allowedNow = () =>
    page.evaluate(() => {
      const { featurePolicy } = document as unknown as { featurePolicy: { allowedFeatures(): string[] } }
      return featurePolicy.allowedFeatures()
    })
  const names = (policy: string) => policy.split(',').map((denied) => denied.replace('=()', ''))
  const onFirstVisit = await allowedNow()
  for (const name of names(permissionsPolicy.first)) expect(onFirstVisit).not.toContain(name)
  await page.reload()
  await expect(ready(page)).toBeVisible()
  const allowed = await allowedNow()
  expect(allowed).toEqual(expect.arrayContaining(['camera', 'fullscreen', 'clipboard-write']))
  for (const name of names(permissionsPolicy.kept)) expect(allowed).not.toContain(name)
  // What else browsers ask a person for, or watch, by whatever name a later one has for it.
  const asking =
    /microphone|geolocation|credentials-get|usb|serial|hid|bluetooth|midi|sensor|meter|scope|idle|payment|topics|capture$|clipboard-read/
  expect(allowed.filter((name) => asking.test(name))).toEqual([])
})

test('what stands in the page itself does not run and loads nothing from elsewhere', async ({ page }) => {
  const file = join(world.app, 'index.html')
  const html = readFileSync(file, 'utf8')
  // As though somebody had got their HTML into the page that the server sends.
  const intruder = `<base href="${foreign.address}/">
    <script>globalThis.inline = true</script>
    <script src="${foreign.address}/script.js"></script>
    <link rel="stylesheet" href="${foreign.address}/style.css">
    <link rel="prefetch" href="${foreign.address}/prefetch">
    <img src="${foreign.address}/picture.png" alt="">
    <img src="/nothing.png" alt="" onerror="globalThis.handler = true">
    <iframe src="${foreign.address}/frame"></iframe>
    <object data="${foreign.address}/object"></object>
    <video src="${foreign.address}/film.mp4"></video>
    <p id="styled" style="color: rgb(1, 2, 3)">style</p>
    <a id="link" href="javascript:globalThis.followed = true">link</a>
    <form id="form" action="${foreign.address}/form" method="post"><button>send</button></form>`
  writeFileSync(
    file,
    html.replace('<head>', `<head><meta charset="utf-8">`).replace('<body>', `<body>${intruder}`),
  )
  try {
    await watch(page)
    await page.goto(world.address)
    // By hand: what the tools do in the page's name is above its policy.
    for (const name of ['#link', '#form button']) {
      await page.locator(name).focus()
      await page.keyboard.press('Enter')
    }
    await expect
      .poll(async () => (await reported(page)).map(({ directive }) => directive))
      .toEqual(
        expect.arrayContaining(['base-uri', 'script-src-elem', 'script-src-attr', 'style-src-elem', 'style-src-attr', 'img-src', 'frame-src', 'object-src', 'media-src', 'form-action']), // biome-ignore format: a list
      )
    const ran = await page.evaluate(() => ({
      inline: 'inline' in globalThis,
      handler: 'handler' in globalThis,
      followed: 'followed' in globalThis,
      foreign: 'foreign' in globalThis,
      colour: getComputedStyle(document.querySelector('#styled') as Element).color,
    }))
    expect(ran).toMatchObject({ inline: false, handler: false, followed: false, foreign: false })
    expect(ran.colour).not.toBe('rgb(1, 2, 3)')
    expect(foreign.heard).toEqual([])
  } finally {
    writeFileSync(file, html)
  }
})

/** What code that has got into the page might try. Each resolves with `ran` where it got its way. */
const attempts: Record<string, (foreign: string) => unknown> = {
  // biome-ignore lint/security/noGlobalEval: this is the attempt
  eval: () => globalThis.eval('"ran"'),
  'new Function': () => new Function('return "ran"')(),
  'timer with text': () =>
    new Promise((resolve) => {
      Object.assign(globalThis, { timed: () => resolve('ran') })
      setTimeout('timed()' as unknown as () => void)
      setTimeout(resolve, 200)
    }),
  'script element': () => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.injected = "ran"'
    document.body.append(script)
    return (globalThis as { injected?: string }).injected
  },
  'script from elsewhere': (foreign) => {
    const script = document.createElement('script')
    script.src = `${foreign}/script.js`
    document.body.append(script)
    return 'ran'
  },
  'script of our own origin that is no code of ours': () => {
    const script = document.createElement('script')
    script.src = '/edition/content.json'
    return 'ran'
  },
  innerHTML: () => {
    document.createElement('p').innerHTML = '<b>bold</b>'
    return 'ran'
  },
  insertAdjacentHTML: () => {
    document.body.insertAdjacentHTML('beforeend', '<img src="/x" onerror="1">')
    return 'ran'
  },
  'document.write': () => {
    document.write('<p>')
    return 'ran'
  },
  'handler attribute': () => {
    document.body.setAttribute('onclick', 'globalThis.clicked = "ran"')
    document.body.click()
    return 'ran'
  },
  DOMParser: () => new DOMParser().parseFromString('<b>', 'text/html') && 'ran',
  srcdoc: () => {
    document.createElement('iframe').srcdoc = '<script>1</script>'
    return 'ran'
  },
  'policy of its own': () =>
    (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): object } }).trustedTypes.createPolicy('other', {}) && 'ran', // biome-ignore format: one thing
  'our policy once more': () =>
    (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): object } }).trustedTypes.createPolicy('sada-worker', {}) && 'ran', // biome-ignore format: one thing
  'another worker': async () => {
    await navigator.serviceWorker.register('/sw.js?other')
    return 'ran'
  },
  'worker from a blob': () =>
    new Promise((resolve) => {
      const worker = new Worker(URL.createObjectURL(new Blob(['postMessage("ran")'])))
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = resolve
    }),
  import: async (foreign) => {
    await import(`${foreign}/module.js`)
    return 'ran'
  },
  'import from a blob': async () => {
    await import(URL.createObjectURL(new Blob(['export default 1'], { type: 'text/javascript' })))
    return 'ran'
  },
  'import from data': async () => {
    const address = 'data:text/javascript,export default 1'
    await import(address)
    return 'ran'
  },
  fetch: async (foreign) => {
    await fetch(`${foreign}/fetch`, { mode: 'no-cors' })
    return 'ran'
  },
  picture: (foreign) =>
    new Promise((resolve) => {
      const image = new Image()
      image.onload = image.onerror = resolve
      image.src = `${foreign}/picture.png`
    }),
  beacon: (foreign) => {
    navigator.sendBeacon(`${foreign}/beacon`, 'x')
  },
  WebSocket: (foreign) => {
    new WebSocket(`${foreign.replace('http', 'ws')}/socket`)
  },
  EventSource: (foreign) => {
    new EventSource(`${foreign}/events`)
  },
  font: async (foreign) => {
    await new FontFace('other', `url(${foreign}/font.woff2)`).load()
    return 'ran'
  },
  frame: (foreign) => {
    const frame = document.createElement('iframe')
    frame.src = `${foreign}/frame`
    document.body.append(frame)
  },
  form: (foreign) => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = `${foreign}/form`
    document.body.append(form)
    form.submit()
  },
  'javascript: address': () => {
    location.href = 'javascript:globalThis.navigated="ran"'
    return new Promise((resolve) => {
      setTimeout(() => resolve((globalThis as { navigated?: string }).navigated), 200)
    })
  },
}

test('code that has got into the page can make no other code of text, and reach no other origin', async ({
  page,
}) => {
  await watch(page)
  await page.goto(world.address)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  expect(await reported(page)).toEqual([])
  for (const [name, attempt] of Object.entries(attempts))
    await test.step(name, async () => {
      const before = (await reported(page)).length
      const result = await page.evaluate(
        async ([text, address]) => {
          // The browser's tools lift the policy from what they evaluate, up to its first pause.
          await new Promise((resolve) => setTimeout(resolve))
          const run = (globalThis as unknown as Record<string, (address: string) => unknown>)[text as string]
          try {
            return String(await run?.(address as string))
          } catch (error) {
            return (error as Error).name
          }
        },
        [await place(page, name, attempt), foreign.address],
      )
      expect(result).not.toBe('ran')
      await expect.poll(async () => (await reported(page)).length).toBeGreaterThan(before)
    })
  expect(foreign.heard).toEqual([])
})

/** Puts a function into the page under a name, by the tools, which are above the policy. */
const place = async (page: Page, name: string, attempt: (foreign: string) => unknown): Promise<string> => {
  const key = `attempt: ${name}`
  await page.evaluate(`globalThis[${JSON.stringify(key)}] = ${attempt}`)
  return key
}

test('the app’s own worker gets by, by its one trusted address', async ({ page }) => {
  await watch(page)
  await page.goto(world.address)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  const script = await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.scriptURL)
  expect(script).toBe(`${world.address}/sw.js`)
  expect(await reported(page)).toEqual([])
})
