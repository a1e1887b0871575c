// Files and arguments → what the program writes: WASI preview 1, as much as the program asks for, over files in memory.
'use strict';
var module = null, encoder = new TextEncoder(), decoder = new TextDecoder();
var OK = 0, BAD_FD = 8, NO_ENTRY = 44, NOT_SUPPORTED = 52, FIRST = 4;

function Exit(status) { this.status = status; }

function joined(chunks) {
  var length = chunks.reduce(function (sum, chunk) { return sum + chunk.length; }, 0), all = new Uint8Array(length), at = 0;
  chunks.forEach(function (chunk) { all.set(chunk, at); at += chunk.length; });
  return all;
}

// One run of the program; `files` maps paths to bytes.
function run(args, files) {
  var memory, open = [], written = { 1: [], 2: [] };
  var words = ['gongwen'].concat(args).map(function (word) { return encoder.encode(word + '\0'); });
  function view() { return new DataView(memory.buffer); }
  function bytes(at, length) { return new Uint8Array(memory.buffer, at, length); }
  function sizes(list, count, size) {
    view().setUint32(count, list.length, true);
    view().setUint32(size, joined(list).length, true);
    return OK;
  }
  function put(list, pointers, at) {
    list.forEach(function (word, i) {
      view().setUint32(pointers + 4 * i, at, true);
      bytes(at, word.length).set(word);
      at += word.length;
    });
    return OK;
  }
  function pieces(list, count, each) {
    var done = 0;
    for (var i = 0; i < count; i++) done += each(view().getUint32(list + 8 * i, true), view().getUint32(list + 8 * i + 4, true));
    return done;
  }
  var wasi = {
    args_sizes_get: function (count, size) { return sizes(words, count, size); },
    args_get: function (pointers, at) { return put(words, pointers, at); },
    environ_sizes_get: function (count, size) { return sizes([], count, size); },
    environ_get: function () { return OK; },
    clock_time_get: function (id, precision, at) { view().setBigUint64(at, BigInt(0), true); return OK; },
    random_get: function (at, length) { crypto.getRandomValues(bytes(at, length)); return OK; },
    proc_exit: function (status) { throw new Exit(status); },
    // One folder is open from the start: the root, number 3.
    fd_prestat_get: function (fd, at) {
      if (fd !== FIRST - 1) return BAD_FD;
      view().setUint32(at, 0, true);
      view().setUint32(at + 4, 1, true);
      return OK;
    },
    fd_prestat_dir_name: function (fd, at) { bytes(at, 1)[0] = 47; return OK; },
    fd_fdstat_get: function (fd, at) {
      bytes(at, 24).fill(0);
      bytes(at, 1)[0] = fd === FIRST - 1 ? 3 : fd < FIRST ? 2 : 4;
      view().setBigUint64(at + 8, BigInt('0x1fffffff'), true);
      view().setBigUint64(at + 16, BigInt('0x1fffffff'), true);
      return OK;
    },
    path_open: function (folder, follow, path, length, how, rights, inherited, flags, fd) {
      var file = files['/' + decoder.decode(bytes(path, length).slice())];
      if (!file) return NO_ENTRY;
      view().setUint32(fd, FIRST + open.push({ bytes: file, at: 0 }) - 1, true);
      return OK;
    },
    fd_read: function (fd, list, count, size) {
      var file = open[fd - FIRST];
      if (fd !== 0 && !file) return BAD_FD;
      view().setUint32(size, pieces(list, count, function (at, length) {
        var piece = file ? file.bytes.subarray(file.at, file.at + length) : [];
        bytes(at, piece.length).set(piece);
        if (file) file.at += piece.length;
        return piece.length;
      }), true);
      return OK;
    },
    fd_write: function (fd, list, count, size) {
      if (!written[fd]) return BAD_FD;
      view().setUint32(size, pieces(list, count, function (at, length) {
        written[fd].push(bytes(at, length).slice());
        return length;
      }), true);
      return OK;
    },
    fd_close: function () { return OK; },
    path_filestat_get: function () { return NO_ENTRY; },
    path_readlink: function () { return NO_ENTRY; }
  };
  var imports = { wasi_snapshot_preview1: {} };
  WebAssembly.Module.imports(module).forEach(function (wanted) {
    imports[wanted.module][wanted.name] = wasi[wanted.name] || function () { return NOT_SUPPORTED; };
  });
  return WebAssembly.instantiate(module, imports).then(function (instance) {
    var status = 0;
    memory = instance.exports.memory;
    try { instance.exports._start(); } catch (e) {
      if (!(e instanceof Exit)) throw e;
      status = e.status;
    }
    return { status: status, out: joined(written[1]), told: decoder.decode(joined(written[2])) };
  });
}

// A byte of the program is a character of windows-1252; the few that no page can hold follow a = and are 64 more.
function carried(text) {
  var every = new Uint8Array(256).map(function (_, i) { return i; }), number = new Uint8Array(65536);
  new TextDecoder('windows-1252').decode(every).split('').forEach(function (c, i) { number[c.charCodeAt(0)] = i; });
  var bytes = new Uint8Array(text.length), length = 0;
  for (var i = 0; i < text.length; i++) {
    var code = text.charCodeAt(i);
    bytes[length++] = code === 61 ? text.charCodeAt(++i) - 64 : number[code];
  }
  return bytes.subarray(0, length);
}

function start(packed) {
  var whole = new Blob([carried(packed)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(whole).arrayBuffer().then(function (code) { return WebAssembly.compile(code); }).then(function (compiled) {
    module = compiled;
    postMessage({ ready: true });
    // The browser compiles for the second time what runs often: that is done while people choose their files.
    return run(['check', '/r', '--plan', '/p', '--format', 'html'], {
      '/p': encoder.encode('云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n'),
      '/r': encoder.encode('云溪县2025年工作总结\n一、完成情况\n全年修复河堤9公里。\n')
    });
  });
}

var queue = Promise.resolve();
onmessage = function (event) {
  var asked = event.data;
  queue = queue.then(function () {
    return asked.engine ? start(asked.engine) : run(asked.args, asked.files).then(function (done) {
      done.id = asked.id;
      postMessage(done, [done.out.buffer]);
    });
  }).catch(function (e) { postMessage({ id: asked.id, broken: String(e) }); });
};
