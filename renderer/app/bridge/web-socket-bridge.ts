import type { Bridge } from '../../../shared/ipc/bridge.ts';
import { createCheckedBridge } from './checked-bridge.ts';
import { Connection } from './connection.ts';
import { createResumingWire } from './resuming-wire.ts';
import type { Socket, SocketListener, Surroundings } from './watch-socket.ts';

/** The bridge to the browser host that served this page. It connects at once and for as long as the page lives. */
export function createWebSocketBridge(surroundings: Surroundings = pageSurroundings()): Bridge {
  const connection = new Connection(surroundings);
  connection.start();
  return createCheckedBridge(createResumingWire(connection, surroundings.after), (listener) =>
    connection.onChange(listener),
  );
}

function pageSurroundings(): Surroundings {
  return {
    open: openSocket,
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  };
}

function openSocket(listener: SocketListener): Socket {
  const { protocol, host } = window.location;
  const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/bridge`);
  socket.onopen = () => listener.opened();
  socket.onmessage = ({ data }) => listener.received(data);
  socket.onclose = () => listener.closed();
  return socket;
}
