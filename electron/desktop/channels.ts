/** The two channels between a window and the main process. Both carry the id of the page, then one message. */
export const channels = { toHost: 'signalbox:to-host', toWindow: 'signalbox:to-window' } as const;
