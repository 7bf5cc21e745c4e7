-- A file is mapped as the organization's last one with the same columns was.
CREATE INDEX imports_organization_index ON imports (organization_id, created_at);
