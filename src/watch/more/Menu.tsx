import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'

export interface Choosable {
  id: string
  label: ComponentChildren
  /** Said under the label: what it costs, when it is. */
  hint?: ComponentChildren
  /** Absent: it does something once and is not on or off. */
  checked?: boolean
  disabled?: boolean
}

export interface Group {
  /** Of a group beside others. */
  name?: string
  /** Several may be on at once. */
  several?: boolean
  options: readonly Choosable[]
}

interface Props {
  /** What is chosen here. */
  name: string
  /** What the button shows. */
  face: ComponentChildren
  /** Words in its face, which are part of its name: who speaks to the phone says what is to be seen (WCAG 2.2, 2.5.3). */
  shown?: string
  groups: readonly Group[]
  onChoose: (id: string) => void
}

const roleOf = (
  { checked }: Choosable,
  several = false,
): 'menuitem' | 'menuitemradio' | 'menuitemcheckbox' =>
  checked === undefined ? 'menuitem' : several ? 'menuitemcheckbox' : 'menuitemradio'

/** A button with a menu (ARIA Authoring Practices, "Menu Button"): arrows go through it, Escape and a tap elsewhere close it. */
export const Menu = ({ name, face, shown, groups, onChoose }: Props) => {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const items = (): HTMLButtonElement[] => [
    ...(root.current?.querySelectorAll<HTMLButtonElement>('[role^="menuitem"]') ?? []),
  ]
  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  useEffect(() => {
    if (!open) return
    const all = items()
    const first = all.find((item) => item.getAttribute('aria-checked') === 'true') ?? all[0]
    first?.focus({ preventScroll: true })
    // The menu within the page, the item within the menu.
    for (const one of [root.current?.querySelector('.watch-menu'), first])
      one?.scrollIntoView?.({ block: 'nearest' })
    const elsewhere = ({ target }: Event) => {
      if (!root.current?.contains(target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', elsewhere)
    return () => document.removeEventListener('pointerdown', elsewhere)
  }, [open])

  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') {
      setOpen(false)
      return
    }
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    const to = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key]
    if (event.key === 'Escape') close()
    else if (to === undefined) return
    else all[to]?.focus()
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div ref={root} class="watch-menu-place">
      <button
        ref={button}
        type="button"
        class="button watch-tool"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={shown === undefined ? name : `${name}: ${shown}`}
        title={name}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || open) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {face}
      </button>
      {open && (
        <div id={id} class="watch-menu" role="menu" tabIndex={-1} aria-label={name} onKeyDown={onKey}>
          {groups.map(({ name: group, several, options }) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of a menu is no fieldset
            <div key={group ?? ''} role="group" aria-label={group}>
              {group && (
                <p class="watch-menu-group soft" aria-hidden="true">
                  {group}
                </p>
              )}
              {options.map((option) => (
                // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is a menu item's, one of three
                <button
                  key={option.id}
                  type="button"
                  class="watch-menu-item"
                  role={roleOf(option, several)}
                  aria-checked={option.checked}
                  aria-disabled={option.disabled}
                  tabIndex={-1}
                  onClick={() => {
                    if (option.disabled) return
                    onChoose(option.id)
                    close()
                  }}
                >
                  <span>{option.label}</span>
                  {option.hint && <span class="soft watch-menu-hint">{option.hint}</span>}
                </button>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
