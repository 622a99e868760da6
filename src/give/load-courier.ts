/** Receipts, mending, and the ways from phone to phone: late code. */
export const loadCourier = () => import('./courier/Courier.tsx')
