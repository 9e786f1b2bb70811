import { Monitor, Moon, Sun } from 'lucide-react';
import { useEffect } from 'react';
import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { IconButton } from './Button.tsx';
import { parsedStorage } from './parsedStorage.ts';

const THEMES = ['system', 'light', 'dark'] as const;
const themeSchema = z.object({ theme: z.enum(THEMES) });

const useThemeStore = create<z.infer<typeof themeSchema>>()(
  persist((): z.infer<typeof themeSchema> => ({ theme: 'system' }), {
    name: 'outframe-theme',
    storage: parsedStorage(themeSchema),
  }),
);

const ICONS = { system: Monitor, light: Sun, dark: Moon };
const LABELS = { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' };

/** Walks through the themes: as the system has it, light, dark. */
export function ThemeSwitch() {
  const theme = useThemeStore((state) => state.theme);
  const Icon = ICONS[theme];

  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);

  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return (
    <IconButton label={LABELS[theme]} onClick={() => useThemeStore.setState({ theme: next })}>
      <Icon aria-hidden />
    </IconButton>
  );
}
