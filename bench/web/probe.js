// Runs in the page before the app and notes what happens when; the app knows nothing of it. Times are milliseconds since the
// navigation. A picture counts from when the graphics card (here: software) says that it is done, not from when it was ordered.
(() => {
  const seen = (window.seen = {body: null, painted: null, ranked: null, releases: [], answers: [], asked: [], frames: [], long: [], texts: []});
  const gl = WebGL2RenderingContext.prototype;
  const isWhole = 10_000; // indices: the skin, not one of its parts
  let touched = null; // when the finger came down
  let isFresh = false; // paint was uploaded since

  function whenDone(context, use) {
    const fence = context.fenceSync(context.SYNC_GPU_COMMANDS_COMPLETE, 0);
    context.flush();
    const look = () => {
      if (context.getSyncParameter(fence, context.SYNC_STATUS) !== context.SIGNALED) return setTimeout(look, 2);
      context.deleteSync(fence);
      use(performance.now());
    };
    setTimeout(look, 2);
  }
  const drawElements = gl.drawElements;
  gl.drawElements = function (mode, count, ...rest) {
    drawElements.call(this, mode, count, ...rest);
    if (count < isWhole) return;
    if (seen.body === null) {
      seen.body = Infinity;
      whenDone(this, (at) => {
        seen.body = at;
        const {left, top, width, height} = this.canvas.getBoundingClientRect();
        window.bodyIsThere?.(left + width / 2, top + height / 2);
      });
    } else if (seen.painted === null && isFresh) {
      seen.painted = Infinity;
      whenDone(this, (at) => (seen.painted = at));
    }
  };
  for (const name of ['bufferSubData', 'bufferData']) {
    const upload = gl[name];
    gl[name] = function (...all) {
      if (touched !== null) isFresh = true;
      return upload.apply(this, all);
    };
  }

  addEventListener('pointerdown', (event) => (touched ??= event.timeStamp), {capture: true});
  addEventListener('pointerup', (event) => seen.releases.push(event.timeStamp), {capture: true});

  // Questions to the worker of the engine and its answers, as the page sees them.
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.kind === 'ask') seen.asked.push({id: message.id, what: message.values?.[0], at: performance.now()});
    if (message?.kind === 'load')
      this.addEventListener('message', ({data}) => {
        if (data?.kind === 'answer') seen.answers.push({id: data.id, at: performance.now()});
      });
    return post.call(this, message, ...rest);
  };

  // What is said of the likely sources, once it stands: "Likely Gluteus minimus, right 62 %", or that too little is known.
  const isAnswer = (said) => /%|do not know|too little/i.test(said) && !said.includes('loaded');
  let text = '';
  const read = () => {
    const now = [...document.querySelectorAll('[role=status]')].map((one) => one.textContent).filter(isAnswer).join().replace(/\s+/g, ' ');
    if (now === text) return;
    text = now;
    seen.texts.push({at: performance.now(), text});
    if (text && seen.ranked === null) seen.ranked = performance.now();
  };
  const watch = () => new MutationObserver(read).observe(document.documentElement, {subtree: true, childList: true, characterData: true});
  if (document.documentElement) watch();
  else addEventListener('DOMContentLoaded', watch);

  const frame = (at) => {
    seen.frames.push(at);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const {startTime, duration} of list.getEntries()) seen.long.push({at: startTime, lasts: duration});
  }).observe({type: 'longtask', buffered: true});
})();
