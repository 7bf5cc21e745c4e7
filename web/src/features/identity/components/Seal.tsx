export function Seal({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 48 48"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <rect x="6" y="12" width="36" height="26" rx="4" />
      <path d="m7 15 17 13 17-13" />
      <circle cx="24" cy="29" r="5.5" fill="currentColor" stroke="none" />
    </svg>
  );
}
