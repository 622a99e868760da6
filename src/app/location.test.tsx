// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LocationProvider, usePath } from './location.tsx'

const Where = () => <p>{usePath()}</p>
const at = () => screen.getByText(/^\//).textContent

const click = (attributes: string, init: MouseEventInit = {}): boolean => {
  const host = document.createElement('div')
  host.innerHTML = `<a ${attributes}><b>there</b></a>`
  document.body.append(host)
  // jsdom does not navigate; whether the browser was left to it is what counts.
  host.addEventListener('click', (event) => {
    if (init.detail === 99) event.preventDefault()
  })
  return fireEvent.click(host.querySelector('b') as Element, init)
}

beforeEach(() => {
  history.replaceState(null, '', '/watch')
  render(
    <LocationProvider>
      <Where />
    </LocationProvider>,
  )
})
afterEach(() => {
  cleanup()
  document.body.replaceChildren()
})

it('follows a link of this app without a load, also from inside it', async () => {
  expect(click('href="/read/schools/?a=1"')).toBe(false)
  expect(await screen.findByText('/read/schools')).toBeTruthy()
  expect(location.search).toBe('?a=1')
})

it('follows the browser’s Back', async () => {
  click('href="/give"')
  await screen.findByText('/give')
  history.back()
  await screen.findByText('/watch')
})

it.each([
  ['another origin', 'href="https://other.example/read"', {}],
  ['another window', 'href="/read" target="_blank"', {}],
  ['a file to save', 'href="/read" download', {}],
  ['a place on this page', 'href="#main"', {}],
  ['no link at all', '', {}],
  ['a new tab by Ctrl', 'href="/read"', { ctrlKey: true }],
  ['a new tab by the middle button', 'href="/read"', { button: 1 }],
  ['what somebody else has answered', 'href="/read"', { detail: 99 }],
])('leaves to the browser: %s', async (_, attributes, init) => {
  const prevented = !click(attributes, init)
  expect(prevented).toBe((init as MouseEventInit).detail === 99)
  await Promise.resolve()
  expect(at()).toBe('/watch')
  expect(location.pathname).toBe('/watch')
})

it('knows the same page with a slash at its end', () => {
  cleanup()
  history.replaceState(null, '', '/packs/')
  render(
    <LocationProvider>
      <Where />
    </LocationProvider>,
  )
  expect(at()).toBe('/packs')
})
