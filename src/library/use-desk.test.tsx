// @vitest-environment jsdom
import { screen } from '@testing-library/preact'
import { render } from 'preact'
import { expect, it } from 'vitest'
import './desk/Desk.tsx'
import { loadDesk, useDesk } from './use-desk.ts'

const Waiting = () => <p>{useDesk() === null ? 'waiting' : 'here'}</p>

it('is here for a screen whose effects run after its code came, whoever asked for it', async () => {
  const page = document.body.appendChild(document.createElement('div'))
  // Not by the testing library, which runs effects at once.
  render(<Waiting />, page)
  await loadDesk()
  expect(await screen.findByText('here')).toBeTruthy()
  render(null, page)
})
