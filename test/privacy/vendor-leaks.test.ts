import { describe, expect, it } from 'vitest';
import { redact } from './support.js';

/** All values are made up; they have the length and the letters of real ones. */
const AGORA_TOKEN = `007eJxTYPg${'aB3dE5fG7hJ9kL1m'.repeat(4)}==`;
const AGORA_TOKEN_6 = `0061a2b3c4d5e6f708192a3b4c5d6e7f809${'IADx9Kd0fQ'.repeat(6)}=`;
const APP_ID = '1a2b3c4d5e6f708192a3b4c5d6e7f809';
const USER_SIG =
  'eJwtzM0KgkAUhuF7mbXIGZ0fZ6BVLYRatWjT2pk5xqEUG0cSovfe1-X3wvt8m*vp3M74ZjVrJDA2bAO6nKhHAcCUNPvfmuKDvWc1FwAgFLeKHQvOkSKyWiplFYAyB-r-AOAbIKs_';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4uc21pdGgifQ.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const ZEGO_TOKEN = `04AAAAAGW${'q1W2e3R4t5Y6u7I8'.repeat(4)}==`;
const ICE_PWD = 'kM3vR9tYbQ1xZ7pLw5sN2dHc';
const FINGERPRINT = Array.from({ length: 32 }, (_, index) => (index * 7 + 16).toString(16).toUpperCase()).join(':');
const DEVICE_ID = '5f2e9c1d7b3a48605f2e9c1d7b3a48605f2e9c1d7b3a48605f2e9c1d7b3a4861';

interface Leak {
  readonly what: string;
  readonly log: string;
  /** What must not be found in the redacted log, in any case of letters. */
  readonly gone: readonly string[];
  /** What a reader still needs. */
  readonly stays?: readonly string[];
}

const LEAKS: readonly Leak[] = [
  {
    what: 'TRTC masks the userSig of enterRoom() and prints it in the error that follows',
    log: `[00:07:05:377] <INFO> [↑t1|ann_smith] enterRoom() 4 [{"sdkAppId":1400123456,"userId":"ann_smith","userSig":"hided","roomId":88881234,"scene":"rtc"}]
[00:07:06:246] <ERROR> [↑t1|ann_smith] enterRoom() failed 4   OPERATION_FAILED: 'enterRoom' failed, reason: Failed to join room
  code:5500 params: [{"sdkAppId":1400123456,"userId":"ann_smith","userSig":"${USER_SIG}","roomId":88881234,"scene":"rtc"}]`,
    gone: [USER_SIG, 'ann_smith', '1400123456', '88881234'],
    stays: ['"userSig":"hided"', 'code:5500', '[00:07:06:246]'],
  },
  {
    what: 'TRTC prints the userSig in DEBUG lines',
    log: `[00:07:05:378] <DEBUG> str_user_sig: ${USER_SIG} str_room: x`,
    gone: [USER_SIG, USER_SIG.slice(0, 40)],
  },
  {
    what: 'TRTC prints the addresses of signalling, client and relay',
    log: '[00:07:05:900] <INFO> signalIp:81.2.69.142 clientIp:192.168.1.23 relayIp: 81.2.69.144',
    gone: ['81.2.69.142', '192.168.1.23', '81.2.69.144'],
    stays: ['signalIp:203.0.113.1 clientIp:10.255.255.1 relayIp: 198.51.100.1'],
  },
  {
    what: "LiveKit hides the token; the browser's own line has it, and the client data of join_request",
    log: `signal connecting to wss://sfu.example.com/rtc/v1?access_token=%3Credacted%3E&join_request=CAESpg4fiwgAAAAAAAAD7VvNbtw2EIYD {room: undefined}
WebSocket connection to 'wss://sfu.example.com/rtc/v1?access_token=${JWT}&join_request=CAESpg4fiwgAAAAAAAAD7VvNbtw2EIYD' failed: Error`,
    gone: [JWT, JWT.slice(0, 30), 'CAESpg4fiwg'],
    stays: ['access_token=%3Credacted%3E', "' failed: Error", 'wss://sfu.example.com/rtc/v1?'],
  },
  {
    what: 'NERTC prints the token in the join options and the appKey in URLs',
    log: `%c[NERTC:LOG:0020 11-23 00:08:35:925][client DISCONNECTED]%cjoin() 加入频道, options: %c{
 "channelName": "quarterly-review",
 "uid": 7,
 "token": "fT9xQ2mV7bK4"
} color:#1cb977;
[NERTC:DEBUG:0025 11-23 00:08:35:960] url:https://lbs.netease.im/lbs/webconf.jsp?appKey=${APP_ID}&uid=7`,
    gone: ['fT9xQ2mV7bK4', APP_ID, 'quarterly-review', '"uid": 7,', 'uid=7'],
    stays: ['加入频道', 'color:#1cb977', '"uid": 900001001,', '&uid=900001001'],
  },
  {
    what: 'NERTC prints the names of devices',
    log: `%c[NERTC:LOG:0014 11-23 00:08:35:332][Device m3c1s3]%c麦克风设备：default【Ann的AirPods】 color:#1cb977;
%c[NERTC:LOG:0010 11-23 00:08:35:318][GUM]%c获取到的设备类型: AUDIOTRACK#0%caudio%cJabra Link 380 (Ann)%c0e87ef31-6c71-4888-ac81-565a56bbf357%c{"deviceId":"${DEVICE_ID}"}`,
    gone: ['Ann的AirPods', 'Jabra Link 380', DEVICE_ID],
    stays: ['0e87ef31-6c71-4888-ac81-565a56bbf357', '麦克风设备：default【'],
  },
  {
    what: 'libwebrtc prints the ICE password',
    log: `[3062:3075][1123/000520] (p2p_transport_channel.cc:494): Set ICE ufrag: zQ7p pwd: ${ICE_PWD} on transport 0`,
    gone: ['zQ7p', ICE_PWD],
    stays: ['(p2p_transport_channel.cc:494): Set ICE ufrag: ', ' on transport 0'],
  },
  {
    what: 'every SDP holds ICE credentials, fingerprints and addresses, in whatever depth of JSON',
    log: JSON.stringify({
      value: JSON.stringify({
        type: 'offer',
        sdp:
          `v=0\r\no=ann 4611731400430051336 2 IN IP4 81.2.69.142\r\nc=IN IP4 81.2.69.142\r\na=ice-ufrag:zQ7p\r\n` +
          `a=ice-pwd:${ICE_PWD}\r\na=fingerprint:sha-256 ${FINGERPRINT}\r\n` +
          'a=candidate:1467250027 1 udp 2122260223 192.168.1.23 46243 typ host generation 0 ufrag zQ7p network-id 1\r\n' +
          'a=candidate:2 1 udp 2122260223 6c8a19b3-f53c-47cc-b2b5-05332cd23260.local 46243 typ host\r\n' +
          'a=candidate:3 1 udp 41885439 81.2.69.160 50005 typ relay raddr 81.2.69.142 rport 46243\r\n' +
          'a=candidate:4 1 udp 41885439 2a00:1450:4009:80b::200e 50005 typ srflx\r\n' +
          'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\r\n',
      }),
    }),
    gone: [
      'o=ann ',
      'zQ7p',
      ICE_PWD,
      FINGERPRINT,
      '81.2.69.142',
      '192.168.1.23',
      '6c8a19b3-f53c-47cc-b2b5-05332cd23260',
      '81.2.69.160',
      '2a00:1450:4009:80b::200e',
      'WVNfX19zZW1jdGw',
    ],
    stays: ['198.51.100.1 50005 typ relay raddr 203.0.113.1 rport 46243', '10.255.255.1 46243 typ host', 'typ srflx'],
  },
  {
    what: 'Agora native masks the token, and prints it whole where an application takes it for the channel',
    log: `[03/05/24 14:20:31:451][910][U]:(00000123): RtcEngine::joinChannel(this:0x72bcae4700, {"token":"0****k", "channelId":"${AGORA_TOKEN_6}", "uid":0, "options":{...}})
[03/05/24 14:20:31:704][1026][I]:join channel success: cname '${AGORA_TOKEN}' uid 1000001 elapsed 253`,
    gone: [AGORA_TOKEN, AGORA_TOKEN_6, APP_ID, AGORA_TOKEN_6.slice(0, 40), '1000001'],
    stays: ['"token":"0****k"', '"uid":0,', 'elapsed 253', '(this:0x72bcae4700'],
  },
  {
    what: 'Agora native never masks the channel',
    log: `[03/05/24 14:20:31:704][1026][I]:join channel success: cname 'board meeting' uid 1000001 elapsed 253
[03/05/24 14:20:33:705][1026][A]:(00000005): LegacyEventProxy::onConnected(this:0x07B91438, channel:"board meeting", uid:"1000001", elapsed:2253)`,
    gone: ['board meeting', '1000001'],
    stays: ["cname 'redacted-channel-1' uid 900001001 elapsed 253", 'channel:"redacted-channel-1", uid:"900001001"'],
  },
  {
    what: 'Agora native masks addresses on some lines and prints them on others',
    log: `[03/05/24 14:20:31:634][1026][I]:[CONN-0][ch0] VOS response from 192.******.10:4001, localProxyIp:192.168.1.23
[03/05/24 14:20:31:702][1026][I]:[RS] connected to 81.2.69.142:4001
[00:03:59:650] onopen: ws wss://81-2-69-142.edge.agora.io:4703/ open cost 211ms`,
    gone: ['192.168.1.23', '81.2.69.142', '81-2-69-142'],
    stays: ['192.******.10:4001', '203.0.113.1:4001', 'wss://203-0-113-1.edge.agora.io:4703/', 'cost 211ms'],
  },
  {
    what: 'Agora Web 3.x prints the App ID',
    log: `18:22:15:779 Agora-SDK [INFO]: [B7E5E] Initializing AgoraRTC client, appId: ${APP_ID} AgoraRTCSDK-3.1.1.js:2:3490`,
    gone: [APP_ID],
    stays: ['AgoraRTCSDK-3.1.1.js:2:3490'],
  },
  {
    what: 'Agora up to 3.x prints the local address, the Wi-Fi and the device',
    log: `INFO    (10: 9:34:798 |    0)  24363; network: 'NETWORK_UNKOWN' -> 'WIFI' ipv4/v6 '192.168.1.23'/'' gw '192.168.1.1'/'' level 91 ssid 'Smith Family' bssid 'a4:91:b1:0c:22:fe' rssi 110
INFO    ( 9:14: 7:798 |    1)  24358; API call to join channel 'room77' uid 0, SDK ver 1.14.0 build 210, device info 'Ann's phone SM-G991B`,
    gone: ['192.168.1.23', '192.168.1.1', 'Smith Family', 'a4:91:b1:0c:22:fe', 'room77', "Ann'"],
    stays: ['SDK ver 1.14.0 build 210', 'level 91', 'uid 0'],
  },
  {
    what: 'iris prints window titles, camera names and icons',
    log: `[2025-03-05 10:15:30.166][5138][I][iris_rtc_api_engine.cc:451] api name RtcEngine_getScreenCaptureSources result 0 outdata {"result":[{"sourceId":65838,"sourceName":"Layoffs 2025.docx - Word","sourceTitle":"Ann Smith","processPath":"C:\\\\Users\\\\asmith\\\\w.exe","iconImage":{"buffer":"iVBORw0KGgo${'AAAANSUhEUgAAACAA'.repeat(8)}"}}],"deviceName":"Ann's webcam"}`,
    gone: ['Layoffs 2025', 'Ann Smith', 'asmith', 'iVBORw0KGgo', "Ann's webcam"],
    stays: ['"result":[{"sourceId":65838'],
  },
  {
    what: 'rtcstats: identity holds names, device ids, keys and hosts',
    log: `["identity",null,{"sessionId":"s-9f27c1","deviceId":"Z4pw0CT9udBLc9rSQ4ytH5","displayName":"Ann Smith","email":"ann.smith@example.com","amplitudeAPPKey":"${APP_ID}","hostname":"anns-macbook"},1605198590713]`,
    gone: ['Z4pw0CT9udBLc9rSQ4ytH5', 'Ann Smith', 'ann.smith@example.com', APP_ID, 'anns-macbook'],
    stays: ['["identity",null,{', ',1605198590713]'],
  },
  {
    what: 'rtcstats: labels of devices, TURN user names, the room in the URL of the page',
    log: `["navigator.mediaDevices.getUserMediaOnSuccess","9-0",[["audio","f9f4bee9-de67-4168-afb1-07a40305b35f","Ann's AirPods","4a038ecc-2517-47d0-ac4c-f568260911cd"]],"x",921.01]
["getUserMediaOnSuccess",null,{"tracks":[{"kind":"audio","label":"Ann's AirPods (Bluetooth)","enabled":true}]},1]
["create","PC_0",{"iceServers":[{"urls":"turn:turn.example.com:443","username":"1605283971:annsmith","credential":"Qm9iIHdhcyBoZXJl"}]},2]
["connectionInfo",null,{"path":"/OurSecretStandup","origin":"https://meet.example.com","url":"https://meet.example.com/OurSecretStandup"},3]`,
    gone: ["Ann's AirPods", 'annsmith', 'Qm9iIHdhcyBoZXJl', 'OurSecretStandup'],
    stays: [
      'f9f4bee9-de67-4168-afb1-07a40305b35f',
      ',921.01]',
      'turn:turn.example.com:443',
      'https://meet.example.com',
    ],
  },
  {
    what: 'Twilio prints session tokens, SIDs of rooms and participants, and SDP',
    log: `2020-03-03 10:03:55.354Z | DEBUG in [TwilioConnection #4]: Outgoing: {"body":{"session":"f067b356b5ba0d269b6bfe42ec472cb8212a49c9edf45bb7d9dd4aa49b7a8689…
2020-03-03 10:03:55.355Z | INFO in [connect #1]: RM1a2b3c4d5e6f708192a3b4c5d6e7f809 PA1a2b3c4d5e6f708192a3b4c5d6e7f80a {"token":"${JWT}"}`,
    gone: ['f067b356b5ba0d26', 'RM1a2b3c4d', 'PA1a2b3c4d', JWT],
    stays: ['[TwilioConnection #4]: Outgoing: {"body":{"session":"'],
  },
  {
    what: 'Jitsi and Chime print room names, XMPP addresses and meeting ids',
    log: `2024-06-03 20:14:50.704 [modules/xmpp] Joined MUC as oursecretstandup@conference.meet.example.com/46937e03
2023-05-29T12:36:42.842Z [INFO] ChimeDemo - {"externalMeetingId":"oursecretstandup","attendeeId":"9c1d7b3a-4860-5f2e-9c1d-7b3a48605f2e"}`,
    gone: ['oursecretstandup', '9c1d7b3a-4860-5f2e'],
    stays: ['2023-05-29T12:36:42.842Z'],
  },
  {
    what: 'ZEGO tokens are known by their beginning',
    log: `[zego] loginRoom token ${ZEGO_TOKEN}`,
    gone: [ZEGO_TOKEN, ZEGO_TOKEN.slice(0, 30)],
  },
  {
    what: 'statistics hold certificates, fingerprints and hashed devices',
    log: `{"CF${FINGERPRINT}":{"type":"certificate","base64Certificate":"MIIBFTCBvKADAgECAgh0${'88fTyChaTAKBggq'.repeat(8)}=","fingerprint":"${FINGERPRINT}"},"groupId":"${DEVICE_ID}"}`,
    gone: [FINGERPRINT, '88fTyChaTAKBggq', DEVICE_ID],
    stays: ['"type":"certificate"'],
  },
  {
    what: 'paths have names of users, pages have secrets in their query',
    log: `log file: C:\\Users\\asmith\\AppData\\agorasdk.log and /Users/annsmith/Library/x.log and /home/annsmith/.config
URL: https://app.example.com/rooms/weekly-sync?user=ann&session=9f27c1d7b3a4&sig=Zm9vYmFyYmF6#token=abcdef123456`,
    gone: ['asmith', 'annsmith', 'weekly-sync', 'user=ann', '9f27c1d7b3a4', 'Zm9vYmFyYmF6', 'abcdef123456'],
    stays: ['\\AppData\\agorasdk.log', '/Library/x.log', 'https://app.example.com/rooms/'],
  },
  {
    what: 'people are found by mail and telephone',
    log: 'ticket of ann.smith+rtc@mail.example.co.uk, call +44 20 7946 0958 or phone: 13812345678, 电话：02079460958',
    gone: ['ann.smith', 'example.co.uk', '7946 0958', '13812345678', '02079460958'],
  },
  {
    what: 'headers and keys of other services',
    log: `Authorization: Bearer ${'a1B2c3D4e5'.repeat(4)}
Authorization: Basic YW5uOnMzY3JldA==
x-amz-security-token=IQoJb3JpZ2luX2VjEJr password=hunter22! {"apiKey":"k-77aa88bb","appCertificate":"${APP_ID}"}
AKIAIOSFODNN7EXAMPLE APIw7kQ2mZ9xTfa wss://ann:s3cr3t@sfu.example.com/rtc`,
    gone: [
      'a1B2c3D4e5',
      'YW5uOnMzY3JldA',
      'IQoJb3Jp',
      'hunter22',
      'k-77aa88bb',
      APP_ID,
      'AKIAIOSF',
      'APIw7kQ2',
      's3cr3t',
    ],
    stays: ['sfu.example.com/rtc'],
  },
];

describe('known leaks of SDKs and browsers', () => {
  it.each(LEAKS)('$what', ({ log, gone, stays = [] }) => {
    const redacted = redact(log);
    const found = gone.filter((value) => redacted.toLowerCase().includes(value.toLowerCase()));
    expect(found).toEqual([]);
    for (const part of stays) expect(redacted).toContain(part);
    expect(redacted.split('\n')).toHaveLength(log.split('\n').length);
  });
});
