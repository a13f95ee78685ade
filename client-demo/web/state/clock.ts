const two = (value: number): string => String(value).padStart(2, '0');
const dayMs = 86_400_000;

/** `2d 4h`, `1:05:09`, `4:59`, and tenths below ten seconds: `9.3`. */
export const clockText = (ms: number): string => {
  if (ms >= dayMs) return `${Math.floor(ms / dayMs)}d ${Math.floor((ms % dayMs) / 3_600_000)}h`;
  if (ms < 10_000) return (Math.floor(ms / 100) / 10).toFixed(1);
  const seconds = Math.ceil(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};

/** How long a shown clock stays right, ms: until its text changes. */
export const textLastsMs = (ms: number): number => {
  if (ms >= dayMs) return 60_000;
  return ms < 10_500 ? 100 : ms % 1000 || 1000;
};
