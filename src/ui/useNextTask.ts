import { useEffect, useState } from 'react';

/** False at first, and true from the browser's next task on: for a part of the page that would make a task too long. */
export function useNextTask(): boolean {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true));
    return () => clearTimeout(timer);
  }, []);
  return isDue;
}
