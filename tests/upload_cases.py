"""Small sheets uploaded over HTTP, for tests."""

BUYERS = """编号,采购商,联系人,手机,可参加场次,采购产品,数量(吨)
B1,甲公司,李一,13800138000,,水泵,5
,,,,,阀门,
B2,乙公司,王二,13900139000,,电机,7
"""
SUPPLIERS = """编号,供应商,展馆,展位,联系人,主营产品
S1,丙公司,1号馆,A01,赵三,水泵
S2,丁公司,1号馆,A02,钱四,电机
"""


class Sheets:
    """Uploads and takes sheets of a fair as somebody."""

    def __init__(self, client, fair_id):
        self.client = client
        self.path = f"/api/v1/fairs/{fair_id}"

    def upload(self, kind, text, name="名单.csv", **more):
        content = text.encode() if isinstance(text, str) else text
        return self.client.post(
            f"{self.path}/uploads",
            data={"kind": kind},
            files={"file": (name, content)},
            **more,
        )

    def preview(self, upload_id):
        return self.client.get(f"{self.path}/uploads/{upload_id}/preview")

    def apply(self, upload_id, etag, take=()):
        pairs = [{"code": code, "field": field} for code, field in take]
        return self.client.post(
            f"{self.path}/uploads/{upload_id}/apply",
            json={"take_sheet": pairs},
            headers={"If-Match": etag},
        )

    def take(self, kind, text, take=()):
        """Upload, look and apply; return the counts."""
        upload_id = self.upload(kind, text).json()["id"]
        etag = self.preview(upload_id).headers["etag"]
        answer = self.apply(upload_id, etag, take)
        assert answer.status_code == 200, answer.text
        return answer.json()["counts"]

    def party(self, code):
        """Return a party with all that is said of it."""
        found = self.client.get(f"{self.path}/parties", params={"text": code}).json()
        [one] = [item for item in found["items"] if item["code"] == code]
        return self.client.get(f"{self.path}/parties/{one['id']}").json()

    def edit(self, code, **body):
        party = self.party(code)
        return self.client.patch(
            f"{self.path}/parties/{party['id']}",
            json=body,
            headers={"If-Match": str(party["version"])},
        )


def counts(added=0, changed=0, gone=0, conflicts=0):
    return {"added": added, "changed": changed, "gone": gone, "conflicts": conflicts}
