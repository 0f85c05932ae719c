/* Stands in for the reader of codes, which this system's Chromium lacks: it takes real frames of the (fake) camera,
   and at the third one tells the codes that the test has laid before it. */
(() => {
  window.looks = 0;
  window.streams = [];
  window.BarcodeDetector = class {
    static async getSupportedFormats() {
      return ["qr_code"];
    }

    async detect(video) {
      if (!video.videoWidth || video.paused) return [];
      window.looks += 1;
      return window.looks < 3 ? [] : (window.laid || []).map((rawValue) => ({ rawValue }));
    }
  };
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (asked) => {
    window.asked = asked;
    if (window.failure) throw new DOMException("", window.failure);
    const stream = await open(asked);
    window.streams.push(stream);
    return stream;
  };
})();
