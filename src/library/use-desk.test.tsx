// @vitest-environment jsdom
import { render, screen } from '@testing-library/preact'
import { expect, it } from 'vitest'
import { loadDesk, useDesk } from './use-desk.ts'

const Waiting = () => <p>{useDesk() === null ? 'waiting' : 'here'}</p>

it('is here for a screen that was drawn before its code came, whoever asked for it', async () => {
  const coming = loadDesk()
  render(<Waiting />)
  await coming
  expect(await screen.findByText('here')).toBeTruthy()
})
