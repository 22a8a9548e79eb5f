import { Agent } from 'node:http'
import { connect, type NetConnectOpts, type Socket } from 'node:net'

/**
 * Connections to the app, kept alive, that still read an answer after the app has stopped to read the request: an app
 * that refuses a large body answers and closes. Node's client would give up at the failed write and lose the answer.
 */
export function upstreamAgent(): Agent {
  const agent = new Agent({ keepAlive: true })
  agent.createConnection = (options) => {
    const socket = connect(options as NetConnectOpts)
    readOnAfterFailedWrite(socket)
    return socket
  }
  return agent
}

type WriteDone = (error?: Error | null) => void

function readOnAfterFailedWrite(socket: Socket): void {
  // Whoever refuses what is written has closed, so that the reading side ends by itself, after what it still holds.
  const patient =
    (done: WriteDone): WriteDone =>
    (error) => {
      if (error && !socket.readableEnded && !socket.destroyed) socket.once('end', () => done(error))
      else done(error)
    }
  const { _write, _writev } = socket
  socket._write = (chunk, encoding, done) => _write.call(socket, chunk, encoding, patient(done))
  if (_writev) socket._writev = (chunks, done) => _writev.call(socket, chunks, patient(done))
}
