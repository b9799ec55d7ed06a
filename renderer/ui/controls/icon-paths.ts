/** Line drawings on a 24 × 24 grid, by what they mean. */
export const iconPaths = {
  map: 'M12 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM5 21.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM19 21.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM12 7.5v4M12 11.5c0 3-7 2-7 5M12 11.5c0 3 7 2 7 5',
  journal: 'M5 4h11l3 3v13H5zM9 9h6M9 13h6M9 17h4',
  settings:
    'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2 2M16.4 16.4l2 2M18.4 5.6l-2 2M7.6 16.4l-2 2',
  locked: 'M5 11h14v9H5zM8 11V7.5a4 4 0 0 1 8 0V11',
  unlocked: 'M5 11h14v9H5zM8 11V7a4 4 0 0 1 7.5-1.8',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  check: 'm4 12.5 5.5 5.5L20 6.5',
  cross: 'M6 6l12 12M18 6 6 18',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.4v.1',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.6v.1',
  stop: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM8 12h8',
  record: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  swap: 'M7 4 3.5 7.5 7 11M4 7.5h13M17 13l3.5 3.5L17 20M20 16.5H7',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  back: 'M15 5l-7 7 7 7',
  forward: 'm9 5 7 7-7 7',
  down: 'm6 9.5 6 6 6-6',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4.5 4.5',
  server: 'M4 4h16v7H4zM4 13h16v7H4zM8 7.5h.1M8 16.5h.1',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5V5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3 7 7M17 17l1.7 1.7M18.7 5.3 17 7M7 17l-1.7 1.7',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z',
  edit: 'M4 20h4L19.5 8.5l-4-4L4 16zM13.5 6.5l4 4',
  trash: 'M4.5 7h15M9.5 7V4h5v3M6.5 7l1 13h9l1-13',
  key: 'M8 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM12.5 12H21v3.5M17.5 12v2.5',
  unplugged:
    'M3 21l4.5-4.5M16.5 7.5 21 3M14 12.5l-2.5 2.5M11.5 10 9 12.5M6.5 10 14 17.5l-2 2a3.5 3.5 0 0 1-5 0L4.5 17a3.5 3.5 0 0 1 0-5zM10 6.5l2-2a3.5 3.5 0 0 1 5 0L19.5 7a3.5 3.5 0 0 1 0 5l-2 2z',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.2l3.5 2',
  play: 'M7 4.5v15l12.5-7.5z',
} as const;

export type IconName = keyof typeof iconPaths;
