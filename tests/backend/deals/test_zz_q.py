import traceback
from django.test.utils import CaptureQueriesContext
from django.db import connection
from django.db.backends.utils import CursorWrapper
from tests.backend.contracts import records
def test_q(market, client, monkeypatch):
    contract = records.drafted(market)
    client.force_login(market.buyer)
    address = f"/deals/{contract.deal_id}/"
    client.get(address)
    where=[]
    original=CursorWrapper.execute
    def execute(self, sql, params=None):
        st=[f"{f.filename.split('/p12/')[-1]}:{f.lineno}:{f.name}" for f in traceback.extract_stack() if '/backend/' in f.filename and '.venv' not in f.filename and 'middleware' not in f.filename]
        where.append((st[-4:], sql))
        return original(self, sql, params)
    with CaptureQueriesContext(connection) as seen:
        from django.db.backends.utils import CursorDebugWrapper
        o2=CursorDebugWrapper.execute
        def ex2(self, sql, params=None):
            st=[f"{f.filename.split('/p12/')[-1]}:{f.lineno}:{f.name}" for f in traceback.extract_stack() if '/backend/' in f.filename and '.venv' not in f.filename and 'middleware' not in f.filename]
            where.append((st[-4:], sql))
            return o2(self, sql, params)
        monkeypatch.setattr(CursorDebugWrapper,'execute',ex2)
        client.get(address)
    with open('/tmp/p12q/out.txt','w') as f:
        for i,(st,sql) in enumerate(where):
            t=sql.partition(" FROM ")[2][:110] or sql[:60]
            f.write(f"{i+1} {t}\n      {' > '.join(st)}\n")
