import { toDecimal } from '../../shared/money.ts'
import type { Draft, Entry } from '../outbox/outbox.ts'

/** The form for giving a refused donation anew: what this phone knows of it. Who gave is sealed, and declarations are agreed to anew. */
export const draftToMend = ({ id, amount, fee, commitment, due, method, label }: Entry): Draft => ({
  currency: amount.currency,
  preset: null,
  ownAmount: toDecimal(amount),
  commitment,
  due: due ?? '',
  method,
  residence: 'home',
  name: '',
  contact: '',
  message: '',
  anonymous: false,
  label: label ?? '',
  agreed: [],
  replaces: id,
  more: { coverFee: fee !== undefined },
})
