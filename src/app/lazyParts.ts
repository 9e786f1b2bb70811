import { lazy } from 'react';
import { lazyWithReload } from '../api/lazyWithReload.ts';

export const loadEditor = () => import('../editor/Editor.tsx');
/** The canvas is loaded when there is something to put on it: the first paint does not wait for it. */
export const Editor = lazy(() => lazyWithReload(loadEditor).then(({ Editor }) => ({ default: Editor })));

/** Comes while the list is being fetched, which it would have to wait for anyway. */
const gallery = lazyWithReload(() => import('../gallery/Gallery.tsx'));
export const Gallery = lazy(() => gallery.then(({ Gallery }) => ({ default: Gallery })));

export const OpenPack = lazy(() =>
  lazyWithReload(() => import('./pack/OpenPack.tsx')).then(({ OpenPack }) => ({ default: OpenPack })),
);

export const OpenTray = lazy(() =>
  lazyWithReload(() => import('./tray/OpenTray.tsx')).then(({ OpenTray }) => ({ default: OpenTray })),
);

export const HistoryKeys = lazy(() =>
  lazyWithReload(() => import('../editor/state/HistoryKeys.tsx')).then(({ HistoryKeys }) => ({
    default: HistoryKeys,
  })),
);

export const ShortcutSheet = lazy(() =>
  lazyWithReload(() => import('../ui/shortcuts/ShortcutSheet.tsx')).then(({ ShortcutSheet }) => ({
    default: ShortcutSheet,
  })),
);

export const Tooltips = lazy(() =>
  lazyWithReload(() => import('../ui/tooltip/Tooltips.tsx')).then(({ Tooltips }) => ({ default: Tooltips })),
);

export const SheetSize = lazy(() =>
  lazyWithReload(() => import('./sheet/SheetSize.tsx')).then(({ SheetSize }) => ({ default: SheetSize })),
);
