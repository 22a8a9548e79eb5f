// The package's main file needs a browser's ES modules; its bundle runs in Node.js too, but has no types of its own.
declare module 'adaptivecards/dist/adaptivecards.min.js' {
  export * from 'adaptivecards'
}
