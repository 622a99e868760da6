import { useEffect } from 'preact/hooks'
import { claimWire } from '../../link/right-of-way.ts'

/** How long the link is kept for a player whose code does not come, ms. */
const patience = 45_000

/** Keeps the link for the voice from the moment the screen opens until the player, once `here`, claims it by itself. */
export const useFirstClaim = (here: boolean): void =>
  useEffect(() => {
    if (here) return
    const claim = claimWire()
    claim.hold(true)
    const timer = setTimeout(claim.end, patience)
    return () => {
      clearTimeout(timer)
      claim.end()
    }
  }, [here])
