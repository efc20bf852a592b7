import { useEffect, useState } from 'preact/hooks';

/** Counts up every so many seconds while somebody can see the page: environments come and go without a request. */
export function useSeconds(every: number): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setCount((last) => last + 1);
    }, every * 1_000);
    return () => clearInterval(timer);
  }, [every]);
  return count;
}
