import './courier.css'

/** What comes late of donations on this phone: receipts, mending, and the ways from phone to phone. */
export { PaymentCode } from '../PaymentCode.tsx'
export { Actions } from './Actions.tsx'
export { CourierRoom } from './CourierRoom.tsx'
