import * as v from 'valibot'
import { expect, it } from 'vitest'
import { OrganisationSchema, organisation } from './organisation.ts'

it('is what the app takes it for', () => {
  expect(v.parse(OrganisationSchema, organisation)).toEqual(organisation)
})
