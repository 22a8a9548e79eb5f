// Preloaded into the API's process: App Service ends a container with its instance, so the API ends with the platform,
// also when that was killed. The API itself knows nothing of it.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
