import { expect, it } from 'vitest'
import { type BrowserFacts, type InstallWay, wayOf } from './way.ts'

const desktop: BrowserFacts = {
  installed: false,
  prompt: false,
  homeScreen: false,
  worker: true,
  touch: false,
  webView: false,
}
const phone = { ...desktop, touch: true }

it.each<[string, BrowserFacts, InstallWay]>([
  ['Chrome on a phone, having offered', { ...phone, prompt: true }, 'prompt'],
  ['Chrome before it has', phone, 'menu'],
  ['Firefox on a desk', desktop, 'menu'],
  ['Firefox without storage on a desk', { ...desktop, worker: false }, 'menu'],
  ['Safari on an iPhone', { ...phone, homeScreen: true }, 'home-screen'],
  ['the home screen of an iPhone', { ...phone, homeScreen: true, installed: true }, 'installed'],
  ['installed from Chrome', { ...phone, installed: true }, 'installed'],
  ['inside an app on an iPhone', { ...phone, worker: false }, 'in-app'],
  ['the same, with Safari’s features', { ...phone, homeScreen: true, worker: false }, 'in-app'],
  ['inside an app on Android', { ...phone, webView: true }, 'in-app'],
])('%s', (_, facts, way) => expect(wayOf(facts)).toBe(way))
