// The product's mark: two ticks on one petrol field.

export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="5" fill="var(--accent)" />
      <path
        d="M5.500 14.200l4 4.600 7.200-9.600M12.600 17.400l1.600 1.500 7.700-10"
        fill="none"
        stroke="#fff"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
