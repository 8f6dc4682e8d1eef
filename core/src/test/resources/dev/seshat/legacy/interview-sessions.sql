-- The tables that the document only refers to, as a system of that kind may have them.
CREATE TABLE storyteller (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), name VARCHAR(200), birth_year INTEGER, shoe_size INTEGER,
  created_at TIMESTAMP DEFAULT NOW());
CREATE TABLE process_version (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), version_number INTEGER, is_active BOOLEAN DEFAULT true);
CREATE TABLE process_node (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), process_version_id UUID REFERENCES process_version(id), node_key TEXT,
  node_name TEXT, node_type TEXT, order_index INTEGER, agent_objective TEXT, agent_constraints TEXT);
CREATE TABLE life_event (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), storyteller_id UUID REFERENCES storyteller(id), event_type TEXT,
  event_name TEXT NOT NULL, significance TEXT);

CREATE TABLE session (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    storyteller_id UUID REFERENCES storyteller(id) ON DELETE CASCADE,
    process_version_id UUID REFERENCES process_version(id),
    current_process_node_id UUID REFERENCES process_node(id),
    session_name VARCHAR(200),
    intention TEXT NOT NULL,
    success_indicators JSONB,
    completion_indicators JSONB,
    constraints TEXT[],
    procedure_notes TEXT,
    scheduled_at TIMESTAMP,
    scheduled_duration_minutes INTEGER,
    started_at TIMESTAMP,
    ended_at TIMESTAMP,
    actual_duration_minutes INTEGER,
    status VARCHAR(50) DEFAULT 'scheduled',
    summary TEXT,
    success_rating INTEGER,
    completion_percentage INTEGER,
    needs_followup BOOLEAN DEFAULT false,
    followup_notes TEXT,
    next_session_suggestion TEXT,
    created_at TIMESTAMP DEFAULT NOW(),
    updated_at TIMESTAMP DEFAULT NOW()
);
CREATE INDEX idx_session_storyteller ON session(storyteller_id, status);
CREATE INDEX idx_session_scheduled ON session(scheduled_at);
CREATE INDEX idx_session_status ON session(status);

CREATE TABLE session_life_event (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    session_id UUID REFERENCES session(id) ON DELETE CASCADE,
    life_event_id UUID REFERENCES life_event(id) ON DELETE CASCADE,
    is_primary_focus BOOLEAN DEFAULT false,
    coverage_level VARCHAR(50),
    prompts_completed INTEGER DEFAULT 0,
    notes TEXT,
    created_at TIMESTAMP DEFAULT NOW(),
    UNIQUE(session_id, life_event_id)
);
CREATE INDEX idx_session_life_event_session ON session_life_event(session_id);
CREATE INDEX idx_session_life_event_event ON session_life_event(life_event_id);

CREATE TABLE session_interaction (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    session_id UUID REFERENCES session(id) ON DELETE CASCADE,
    life_event_id UUID REFERENCES life_event(id) ON DELETE SET NULL,
    interaction_sequence INTEGER NOT NULL,
    interaction_type VARCHAR(50),
    agent_prompt TEXT,
    prompt_category VARCHAR(100),
    storyteller_response TEXT,
    response_method VARCHAR(50),
    sentiment VARCHAR(50),
    key_themes TEXT[],
    mentions_people TEXT[],
    mentions_places TEXT[],
    duration_seconds INTEGER,
    created_at TIMESTAMP DEFAULT NOW()
);
CREATE INDEX idx_session_interaction_session ON session_interaction(session_id, interaction_sequence);
CREATE INDEX idx_session_interaction_event ON session_interaction(life_event_id);

CREATE TABLE session_artifact (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    session_id UUID REFERENCES session(id) ON DELETE CASCADE,
    life_event_id UUID REFERENCES life_event(id) ON DELETE SET NULL,
    artifact_type VARCHAR(50),
    artifact_name VARCHAR(200),
    content TEXT,
    structured_data JSONB,
    is_provisional BOOLEAN DEFAULT true,
    is_approved BOOLEAN DEFAULT false,
    approved_at TIMESTAMP,
    included_in_synthesis BOOLEAN DEFAULT false,
    created_at TIMESTAMP DEFAULT NOW(),
    updated_at TIMESTAMP DEFAULT NOW()
);
CREATE INDEX idx_session_artifact_session ON session_artifact(session_id);
CREATE INDEX idx_session_artifact_type ON session_artifact(artifact_type);

CREATE TABLE session_template (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    process_version_id UUID REFERENCES process_version(id) ON DELETE CASCADE,
    template_name VARCHAR(200) NOT NULL,
    template_description TEXT,
    suggested_for_event_types TEXT[],
    suggested_for_process_nodes UUID[],
    default_intention TEXT,
    default_success_indicators JSONB,
    default_completion_indicators JSONB,
    default_constraints TEXT[],
    default_procedure_notes TEXT,
    default_duration_minutes INTEGER,
    is_active BOOLEAN DEFAULT true,
    created_at TIMESTAMP DEFAULT NOW(),
    updated_at TIMESTAMP DEFAULT NOW()
);

CREATE TABLE session_note (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    session_id UUID REFERENCES session(id) ON DELETE CASCADE,
    note_type VARCHAR(50),
    note_content TEXT NOT NULL,
    noted_at_interaction_sequence INTEGER,
    is_important BOOLEAN DEFAULT false,
    requires_followup BOOLEAN DEFAULT false,
    noted_by VARCHAR(100),
    created_at TIMESTAMP DEFAULT NOW()
);
CREATE INDEX idx_session_note_session ON session_note(session_id);
