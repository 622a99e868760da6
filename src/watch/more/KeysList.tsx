import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../../ui/Icon.tsx'
import { useWords } from '../../ui/language.tsx'
import { useStore } from '../../ui/use-store.ts'
import { keysShown, singleKeys } from './preferences.ts'
import { steps } from './use-keys.ts'
import { playerWords } from './words.ts'

/** Every key of the player, and the way to turn single ones off. A modal dialog: the browser keeps and returns the focus. */
export const KeysList = () => {
  const t = useWords(playerWords)
  const k = t.keys
  const single = useStore(singleKeys)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  const rows: [keys: string, what: string][] = [
    ['Space, k', k.play],
    ['←, →', `${k.back(steps.arrow)} · ${k.forward(steps.arrow)}`],
    ['j, l', `${k.back(steps.letter)} · ${k.forward(steps.letter)}`],
    ['Home', k.start],
    ['End', k.live],
    ['m', k.mute],
    ['v', k.voice],
    ['c', k.over],
    ['f', k.full],
    ['i', k.inPicture],
    ['<, >', `${k.slower} · ${k.faster}`],
    ['?', k.list],
  ]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way, and the browser's own
    <dialog
      ref={dialog}
      class="watch-keys"
      aria-labelledby="watch-keys"
      onClose={() => keysShown.set(false)}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="watch-keys-body">
        <div class="watch-keys-head">
          <h2 id="watch-keys">{k.title}</h2>
          <button type="button" class="button button-quiet" aria-label={t.close} onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        <dl>
          {rows.map(([keys, what]) => (
            <div key={keys}>
              <dt dir="ltr">
                {keys.split(', ').map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <label class="watch-pin">
          <input
            type="checkbox"
            checked={single}
            onChange={(event) => singleKeys.set(event.currentTarget.checked)}
          />
          <span>
            <span class="watch-pin-name">{k.single}</span>
            <span class="soft">{k.singleHint}</span>
          </span>
        </label>
      </div>
    </dialog>
  )
}
