/** The fragment of the address the card provider sends a donor back to: it says that there was a card page, nothing else, and no server hears it. */
export const backFromCard = '#card'
